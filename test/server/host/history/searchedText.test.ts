import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { marksIn, matchQuery, searchedText, wantedIn } from '#server/host/history/database/searchedText.ts'

/** What a search finds in a text, by the index itself and by the marks that the page is shown. */
function search(text: string, q: string): { readonly isFound: boolean; readonly marked: readonly string[] } {
  const database = new Database(':memory:')
  database.exec(
    "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2')",
  )
  database.prepare('INSERT INTO words (rowid, text) VALUES (1, ?)').run(searchedText(text))
  const wanted = wantedIn(q)
  const isFound =
    wanted.length > 0 && database.prepare('SELECT 1 FROM words WHERE words MATCH ?').all(matchQuery(wanted)).length > 0
  return { isFound, marked: marksIn(text, wanted).map(([start, end]) => text.slice(start, end)) }
}

test.each([
  ['A connection pool opens 20', 'connection pool', true, ['connection', 'pool']],
  ['A connection pool opens 20', 'POOL connection', true, ['connection', 'pool']],
  ['A connection pool opens 20', '"connection pool"', true, ['connection pool']],
  ['A pool of connections', '"connection pool"', false, []],
  ['A pool of connections', 'pool conn', true, ['pool', 'connections']],
  ['A pool of connections', 'conn pool', false, ['pool']],
  ['The Häfen are closed', 'hafen', true, ['Häfen']],
  ['The harbour 港口は海の近くにある', '海の近', true, ['海の近']],
  ['The harbour 港口は海の近くにある', '"近海"', false, []],
  ['call connect() in src/db/pool.ts', 'pool.ts', true, ['pool.ts']],
  ['call connect() in src/db/pool.ts', 'src/db', true, ['src/db']],
  ['NEAR the OR gate', 'OR NEAR', true, ['NEAR', 'OR']],
  ['nothing', '"', false, []],
  ['nothing', '* ( ) ^ : -', false, []],
  ['שלום עולם', 'עולם', true, ['עולם']],
  ['a 🚢 ship', 'ship', true, ['ship']],
])('in “%s” a search for %s is true to the letter: %s', (...[text, q, isFound, marked]) => {
  expect(search(text, q)).toEqual({ isFound, marked })
})
