import { SerializeAddon } from '@xterm/addon-serialize'
import { Terminal } from '@xterm/headless'
import { expect, test } from 'vitest'
import { HeldOutput } from '#server/host/terminals/screen/heldOutput.ts'
import { ScreenMirror } from '#server/host/terminals/screen/screenMirror.ts'
import { kindOf } from '#server/host/terminals/screen/plainOutput.ts'

const SIZE = { cols: 40, rows: 10, scrollback: 50 }

/** What a terminal shows that draws every byte. */
async function drawn(output: readonly Buffer[]): Promise<string> {
  const terminal = new Terminal({ ...SIZE, allowProposedApi: true, logLevel: 'off' })
  const serializer = new SerializeAddon()
  terminal.loadAddon(serializer)
  for (const bytes of output) {
    await new Promise<void>((resolve) => terminal.write(bytes, resolve))
  }
  return serializer.serialize({ scrollback: SIZE.scrollback })
}

const nothing = () => {}

async function mirrored(output: readonly Buffer[]): Promise<string> {
  const listener = { onAnswer: nothing, onTitle: nothing, onBell: nothing, onDrawn: nothing }
  const never = { after: () => nothing }
  const mirror = new ScreenMirror(SIZE, listener, never)
  for (const [index, bytes] of output.entries()) {
    const room = Buffer.from(bytes)
    mirror.write(room)
    // Whoever wrote it fills it again.
    room.fill('#')
    if (index % 3 === 0) {
      // As much time as a terminal has between two pieces, now and then.
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }
  await new Promise<void>((resolve) => mirror.whenDrawn(resolve))
  return mirror.snapshot()
}

const lines = (count: number, text = 'line') =>
  Buffer.from(Array.from({ length: count }, (_, index) => `${text} ${index}\r\n`).join(''))

test.each([
  ['plain lines', [lines(5000)]],
  [
    'lines that are cut in the middle of a letter',
    [Buffer.from('ä€😀\r\n').subarray(0, 7), lines(3), Buffer.from('ä€😀\r\n'.repeat(9000)).subarray(1, -3)],
  ],
  [
    'colours that last',
    [Buffer.from('\x1b[31mred\r\n'), lines(4000), Buffer.from(`\x1b[0m\x1b[1;32mgreen\r\n${'x\r\n'.repeat(3000)}`)],
  ],
  [
    'lines within margins, and under them',
    [Buffer.from('\x1b[2;5r\x1b[10;1Hlong line at the bottom\r'), lines(3000, 'a'), Buffer.from('b\r'), lines(500)],
  ],
  ['the other screen', [Buffer.from('before\r\n\x1b[?1049h\x1b[H'), lines(3000), Buffer.from('\x1b[?1049l'), lines(3)]],
  [
    'lines that return to no first column',
    [Buffer.from('a\n'.repeat(4000)), lines(10), Buffer.from('b\n'.repeat(100))],
  ],
  ['long lines', [Buffer.from(`${'x'.repeat(500)}\r\n`.repeat(400)), Buffer.from('y'.repeat(30_000))]],
  [
    'letters of another alphabet',
    [Buffer.from('\x1b(0\x0e'), lines(500, 'qqq'), Buffer.from('\x0f'), lines(500, 'lqk')],
  ],
  ['a sequence that is cut', [Buffer.from('\x1b[3'), Buffer.from('1mred\r\n'), lines(2000)]],
  ['a title that never ends', [Buffer.from('\x1b]0;title'), lines(2000), Buffer.from('\x07'), lines(3)]],
  [
    'plain lines with wide and combined letters, spaces and empty lines, before coloured ones',
    [
      Buffer.from('你好 e\u0301 😀\r\n\r\n  x   \r\n'.repeat(20)),
      Buffer.from('\x1b[41m\x1b[K\r\n\x1b[0mq\r\n\x1b[4munder\x1b[0m\r\n'.repeat(8)),
    ],
  ],
  ['plain lines and the cursor among them', [lines(60), Buffer.from('\x1b[5;5H')]],
  ['lines that go on in the next, after plain ones', [lines(40), Buffer.from(`${'文'.repeat(21)}\r\nz\r\n`.repeat(9))]],
  ['a control of eight bits', [Buffer.from('\u009b31'), Buffer.from('mred\r\n'), lines(2000)]],
])('the screen is that of a terminal that draws every byte: %s', async (_name, output) => {
  expect(await mirrored(output)).toBe(await drawn(output))
})

test('what programs print at random is drawn as by a terminal that draws every byte', async () => {
  const pieces = [
    '\x1b[31m',
    '\x1b[0m',
    '\r\n',
    '\n',
    '\r',
    '\t',
    'ü',
    '文',
    '\x1b[2J',
    '\x1b[H',
    '\x1b[?25l',
    '\x08',
    '\x1b]0;t\x07',
    '\x1b[2;7r',
    '\x1b[r',
    '\x1b[?1049h',
    '\x1b[?1049l',
    '\x1b7',
    '\x1b8',
    '\x1b[5A',
    '\x0e',
    '\x0f',
    '\x1b[?6h',
    '\x1b[?6l',
  ]
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 60; round += 1) {
    const output: Buffer[] = []
    for (let part = 0; part < 20; part += 1) {
      const wild = Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join('')
      output.push(Buffer.from(wild), lines(random(200), `r${round} p${part}`))
      const cut = Buffer.from(`${wild}${'äbc\r\n'.repeat(random(90))}`)
      const at = random(cut.length + 1)
      output.push(cut.subarray(0, at), cut.subarray(at))
    }
    expect(await mirrored(output), `round ${round}`).toBe(await drawn(output))
  }
})

test.each([
  ['lines that return to no first column', Buffer.from('a line\n'.repeat(9000))],
  ['one line without an end', Buffer.from('no end '.repeat(9000))],
])('output of which nothing may be left out is drawn before it grows without bound: %s', async (_name, piece) => {
  const listener = { onAnswer: nothing, onTitle: nothing, onBell: nothing, onDrawn: nothing }
  const mirror = new ScreenMirror(SIZE, listener, { after: () => nothing })
  const pieces = Array.from({ length: 150 }, () => piece)
  let isDrawn = false
  for (const bytes of pieces) {
    mirror.write(bytes)
    isDrawn ||= mirror.waiting > 0
  }
  expect(isDrawn).toBe(true)
  await new Promise<void>((resolve) => mirror.whenDrawn(resolve))
  expect(mirror.snapshot()).toBe(await drawn(pieces))
})

test('what is held has a bound, however it is cut', () => {
  const held = new HeldOutput(() => 10_000)
  const piece = Buffer.from(`${'x'.repeat(500)}\r\n`.repeat(100))
  let most = 0
  for (let count = 0; count < 500; count += 1) {
    held.push(piece)
    most = Math.max(most, held.bytes)
    if (held.isFull && !held.cut()) {
      held.take(false)
    }
  }
  expect(most).toBeLessThan(5 * 1024 * 1024)
})

test('much that was held is drawn in pieces, so that others have their turn between them', async () => {
  let count = 0
  const listener = { onAnswer: nothing, onTitle: nothing, onBell: nothing, onDrawn: () => (count += 1) }
  const mirror = new ScreenMirror({ ...SIZE, scrollback: 50_000 }, listener, { after: () => nothing })
  mirror.write(lines(40_000, 'a line of some length'))
  await new Promise<void>((resolve) => mirror.whenDrawn(resolve))
  expect(count).toBeGreaterThan(10)
})

test('what prints lines and colours alone is told from all else', () => {
  expect(kindOf(Buffer.from('a\r\nb\t\x1b[1;31mc'))).toBe('plain')
  expect(kindOf(Buffer.from('a\x07'))).toBe('ends_whole')
  expect(kindOf(Buffer.from('\x1b[c'))).toBe('ends_whole')
  expect(kindOf(Buffer.from('\x1b[?25l'))).toBe('ends_whole')
  expect(kindOf(Buffer.from('\x1b[1'))).toBe('open')
  expect(kindOf(Buffer.from('\x1bPq'))).toBe('open')
  expect(kindOf(Buffer.from('\x1b]52;c;'))).toBe('open')
})
