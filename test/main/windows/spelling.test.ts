import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkSpelling, dictionaryFor } from '#main/windows/spelling.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { FakeLog } from '#test/fakes/fakeLog.ts'
import { browserVersion, launchProfile } from '#test/support/browser/browser.ts'
import { readPng } from '#test/support/browser/png.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

const dictionaries = path.join(import.meta.dirname, '../../../resources/dictionaries')

/** A machine whose first language is that; `userData` is where Chromium keeps its own. */
function setup(language: string, { platform = 'linux', folder = dictionaries }: Partial<Place> = {}) {
  const electron = new ElectronDouble({ languages: [language, 'de-DE'], platform })
  const userData = temporaryFolder()
  electron.app.setPath('userData', userData)
  electron.app.settleEntry()
  const log = new FakeLog()
  checkSpelling({
    parts: electron.parts,
    context: { platform, userData, log, files: { dictionaries: folder } },
  })
  return { session: electron.session, userData, log }
}

interface Place {
  readonly platform: NodeJS.Platform
  readonly folder: string
}

const nextLook = () => new Promise((resolve) => setImmediate(resolve))

test.each([
  ['en-US', 'en-US'],
  ['en', 'en-US'],
  ['en-CA', 'en-US'],
  ['en-GB', 'en-GB'],
  ['en-IE', 'en-GB'],
  ['en-Latn-AU', 'en-GB'],
])('for %s there is a dictionary: %s', async (language, dictionary) => {
  expect(dictionaryFor([language])).toBe(dictionary)
  const { session } = setup(language)
  await nextLook()
  expect([...session.spelling]).toEqual([dictionary])
})

test.each(['de-DE', '', 'no language at all'])('whoever prefers “%s” sees no marks', async (language) => {
  expect(dictionaryFor([language, 'en-US'])).toBeNull()
  const { session, userData } = setup(language)
  await nextLook()
  expect([...session.spelling]).toEqual([])
  expect(readdirSync(userData)).toEqual([])
})

test('whatever Chromium looks for by itself, it asks nobody for it', async () => {
  for (const language of ['en-US', 'en-GB', 'de-DE']) {
    const { session } = setup(language)
    await nextLook()
    expect(session.fetched.filter((url) => !url.startsWith('http://127.0.0.1:1/'))).toEqual([])
  }
})

test('macOS checks spelling itself, in all of the person’s languages', () => {
  const { userData } = setup('en-US', { platform: 'darwin' })
  expect(readdirSync(userData)).toEqual([])
})

test('a dictionary that cannot be laid out is noted, and nothing is fetched instead', async () => {
  const { session, log } = setup('en-US', { folder: path.join(dictionaries, 'none') })
  await nextLook()
  expect([...session.spelling]).toEqual([])
  expect(log.lines).toEqual([expect.stringContaining('spelling is not checked')])
})

test.each(['en-US', 'en-GB'])('%s is whole: the sum in its head is that of the rest', (language) => {
  const file = readFileSync(path.join(dictionaries, `${language}.bdic`))
  expect(file.toString('latin1', 0, 4)).toBe('BDic')
  expect(file.readUInt16LE(4)).toBe(2)
  const sum = createHash('md5')
    .update(file.subarray(file.readUInt32LE(8)))
    .digest('hex')
  expect(file.toString('hex', 16, 32)).toBe(sum)
})

/** Of Electron 45. A Chromium 156 reads no dictionary for a profile that nobody has set up by hand. */
const NEWEST_CHROMIUM = 154

function readsDictionaries(): boolean {
  const said = browserVersion()
  const isOldEnough = Number(/(\d+)\./.exec(said)?.[1] ?? 0) <= NEWEST_CHROMIUM
  if (!isOldEnough) {
    process.stderr.write(`\nNOT TESTED: dictionaries with ${said}, which is newer than Electron's Chromium\n\n`)
  }
  return isOldEnough
}

test.skipIf(process.platform !== 'linux' || !readsDictionaries()).each([
  ['en-US', 'colour', 'color'],
  ['en-GB', 'color', 'colour'],
])('Chromium itself finds the dictionary %s there, and marks “%s” with it', async (language, wrong, right) => {
  const { userData } = setup(language)
  mkdirSync(path.join(userData, 'Default'))
  const preferences = { browser: { enable_spellchecking: true }, spellcheck: { dictionaries: [language] } }
  writeFileSync(path.join(userData, 'Default/Preferences'), JSON.stringify(preferences))
  const context = await launchProfile(userData)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.setContent(`<style>textarea { border: 0; outline: 0; background: #fff }
    textarea::spelling-error { background: #0f0; color: #0f0 }</style><textarea autofocus></textarea>`)
  const field = page.locator('textarea')
  // Chromium reads the dictionary when it first needs it, and never looks again at words that stood there before.
  const marksOnceTyped = async () => {
    await field.fill('')
    await field.pressSequentially(`${right} ${wrong} ${right} `)
    return marksIn(await field.screenshot({ caret: 'hide' }))
  }
  expect(await until(async () => (await marksOnceTyped()) === 1, { what: 'one mark' })).toBe(true)
})

/** How many words are marked in a line of text: stretches of green columns. */
function marksIn(png: Buffer): number {
  const { width, height, pixels } = readPng(png)
  const isGreen = (x: number) =>
    Array.from({ length: height }, (_, y) => pixels.readUInt32BE((y * width + x) * 4)).includes(0x00_ff_00_ff)
  const columns = Array.from({ length: width }, (_, x) => isGreen(x))
  return columns.filter((green, x) => green && columns[x - 1] !== true).length
}
