import { appendFileSync, closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readBytes } from '#server/host/history/files/openTranscript.ts'
import { LineScan, type ScanStep } from '#server/host/history/files/lineScan.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const BOUND = 3 * 1024 * 1024
const long = 'x'.repeat(BOUND + 1)
const fitting = 'y'.repeat(BOUND)

function scan(file: string, from: Partial<Pick<ScanStep, 'offset' | 'isInTooLong'>> = {}) {
  const fd = openSync(file, 'r')
  onTestFinished(() => closeSync(fd))
  const scanner = new LineScan({
    read: (at, length) => readBytes(fd, at, length),
    offset: 0,
    isInTooLong: false,
    ...from,
    maxLineBytes: BOUND,
  })
  const lines: string[] = []
  let tooLong = 0
  for (;;) {
    const step = scanner.step()
    lines.push(...step.lines.map(({ bytes, offset }) => `${offset}:${bytes.toString().slice(0, 9)}`))
    tooLong += step.tooLong
    if (step.isAtEnd) {
      return { lines, tooLong, offset: step.offset, isInTooLong: step.isInTooLong }
    }
  }
}

test.each([
  ['nothing', '', [], 0, 0],
  ['whole lines', 'one\ntwo\n', ['0:one', '4:two'], 0, 8],
  ['empty lines between', 'one\n\n\ntwo\n', ['0:one', '6:two'], 0, 10],
  ['a last line that is being written', 'one\ntw', ['0:one'], 0, 4],
  ['letters of several bytes', 'häfen\nsee\n', ['0:häfen', '7:see'], 0, 11],
  ['a line as long as the bound', `${fitting}\nend\n`, ['0:yyyyyyyyy', `${BOUND + 1}:end`], 0, BOUND + 5],
  ['a line longer than the bound, and what follows it', `a\n${long}\nend\n`, ['0:a', `${BOUND + 4}:end`], 1, BOUND + 8],
  ['no lines at all', '\0'.repeat(2_000_000), [], 0, 0],
])('a transcript is read line by line, with the place of each: %s', (...[, text, lines, tooLong, offset]) => {
  const file = path.join(temporaryFolder(), 'a.jsonl')
  writeFileSync(file, text)
  expect(scan(file)).toEqual({ lines, tooLong, offset, isInTooLong: false })
})

test('what grows is read on from where reading stopped, also within a line that is too long already', () => {
  const file = path.join(temporaryFolder(), 'a.jsonl')
  writeFileSync(file, `one\ntw`)
  const first = scan(file)
  appendFileSync(file, `o\n${long}`)
  const second = scan(file, first)
  expect([first.lines, second.lines]).toEqual([['0:one'], ['4:two']])
  expect(second).toMatchObject({ isInTooLong: true, offset: readFileSync(file).length })
  appendFileSync(file, `more of it\nthree\n`)
  expect(scan(file, second)).toMatchObject({ lines: [`${8 + long.length + 11}:three`], tooLong: 1, isInTooLong: false })
})
