import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import { KeeperWorld } from '#test/support/host/keeperWorld.ts'

const other = SessionId.parse('00000000-0000-4000-8000-000000000002')

function opened(
  files: Readonly<Record<string, string>> = { 'a.txt': 'a\n', 'b.txt': 'b\n' },
  bounds?: KeeperWorld['bounds'],
) {
  const world = new KeeperWorld(bounds)
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(world.folder, name)), { recursive: true })
    writeFileSync(path.join(world.folder, name), text)
  }
  const read = (name: string) => readFileSync(path.join(world.folder, name), 'utf8')
  Object.entries(files).forEach(([name, text]) => write(name, text))
  return { world, write, read }
}

test('of two sessions in one folder each is told its own changes; a tool that names its file takes no other', async () => {
  const { world, write } = opened()
  await world.begin()
  await world.begin(other)
  const file = path.join(world.folder, 'a.txt')
  await world.tool(() => write('a.txt', 'by one\n'), { tool: 'Edit', file })
  world.later()
  await world.tool(() => write('b.txt', 'by two\n'), { session: other })
  expect(await world.names(await world.end())).toEqual(['modified a.txt'])
  expect(await world.names(await world.end(other), other)).toEqual(['modified b.txt'])
})

test('what a person saves here, or another program writes while no tool runs, is told as theirs', async () => {
  const { world, write } = opened()
  await world.begin()
  world.own('a.txt', () => write('a.txt', 'saved\n'))
  write('b.txt', 'outside\n')
  world.later()
  await world.tool(() => write('c.txt', 'by Claude\n'))
  const turn_id = await world.end()
  const { files, others } = await world.ask('list', { session_id: world.id, scope: { kind: 'turn', turn_id } })
  expect(files.map(({ path: name }) => name)).toEqual(['c.txt'])
  expect(others.map(({ path: name, by }) => [name, by.who])).toEqual([
    ['a.txt', 'person'],
    ['b.txt', 'outside'],
  ])
})

test('what a person saves, moves or deletes here while a command of Claude runs is theirs', async () => {
  const { world, write } = opened({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'dir/c.txt': 'c\n' })
  await world.begin()
  world.later()
  await world.tool(() => {
    write('made.txt', 'by Claude\n')
    world.later()
    world.own('a.txt', () => write('a.txt', 'saved\n'))
    world.own('b.txt', () => rmSync(path.join(world.folder, 'b.txt')))
    world.own('dir', () => renameSync(path.join(world.folder, 'dir'), path.join(world.folder, 'moved')))
    world.own('moved', () => undefined)
  })
  const turn_id = await world.end()
  const { files, others } = await world.ask('list', { session_id: world.id, scope: { kind: 'turn', turn_id } })
  expect(files.map(({ path: name }) => name)).toEqual(['made.txt'])
  expect(others.map(({ path: name, by }) => `${name} ${by.who}`)).toEqual([
    'a.txt person',
    'b.txt person',
    'dir/c.txt person',
    'moved/c.txt person',
  ])
})

test('a folder that a command moves takes its files along', async () => {
  const { world } = opened({ 'dir/a.txt': 'a\n', 'dir/deep/b.txt': 'b\n' })
  await world.ask('prepare', { folder: world.folder })
  world.later()
  const turn_id = await world.turn(() => {
    renameSync(path.join(world.folder, 'dir'), path.join(world.folder, 'moved'))
  })
  expect(await world.names(turn_id)).toEqual([
    'deleted dir/a.txt',
    'deleted dir/deep/b.txt',
    'added moved/a.txt',
    'added moved/deep/b.txt',
  ])
})

test('without a look at the folder, what was noticed of a turn is told', async () => {
  const { world, write } = opened()
  await world.begin()
  await world.tool(() => write('a.txt', 'changed\n'))
  const known = () => world.ask('measure', { session_id: world.id, how: 'known' })
  expect(await known()).toEqual({ paths: [], additions: 0, deletions: 0 })
  await world.ask('scan', { folder: world.folder, paths: [path.join(world.folder, 'a.txt')], at: world.now() })
  expect(await known()).toEqual({ paths: ['a.txt'], additions: 1, deletions: 1 })
  expect(await world.names(await world.end())).toEqual(['modified a.txt'])
})

test('what runs beside the turns is told with the next one', async () => {
  const { world, write } = opened()
  await world.turn(() => write('a.txt', '1\n'))
  world.later()
  await world.tool(() => write('b.txt', 'from the background\n'), { tool: 'background' })
  await world.ask('look', { folder: world.folder })
  world.later()
  expect(await world.names(await world.turn(() => write('c.txt', 'new\n')))).toEqual(['modified b.txt', 'added c.txt'])
})

test('a file that is as it was in the end is no change', async () => {
  const { world, write } = opened()
  const turn_id = await world.turn(() => {
    write('a.txt', 'other\n')
    write('a.txt', 'a\n')
    write('short.txt', '')
    rmSync(path.join(world.folder, 'short.txt'))
  })
  expect(await world.names(turn_id)).toEqual([])
})

test('of files that are too large nothing is kept, and that is said; the oldest turn goes when there is no more room', async () => {
  const big = 'x'.repeat(50_000)
  const { world, write, read } = opened({ 'a.txt': 'a\n', 'big.txt': big }, { total_bytes: 70_000, file_bytes: 40_000 })
  const first = await world.turn(() => {
    write('a.txt', `${'1'.repeat(30_000)}\n`)
    write('big.txt', `${big}!`)
  })
  const list = (turn_id: string) => world.ask('list', { session_id: world.id, scope: { kind: 'turn', turn_id } })
  expect((await list(first)).files.map(({ path: name, is_kept }) => [name, is_kept])).toEqual([
    ['a.txt', true],
    ['big.txt', false],
  ])
  expect((await world.ask('preview', { session_id: world.id, before: { turn_id: first }, paths: null })).left).toEqual([
    { path: 'big.txt', why: 'not_kept' },
  ])
  const second = await world.turn(() => write('a.txt', `${'2'.repeat(30_000)}\n`))
  const third = await world.turn(() => write('a.txt', `${'3'.repeat(30_000)}\n`))
  expect(await list(first)).toMatchObject({ files: [{ is_kept: false }, { is_kept: false }], dropped_turns: 2 })
  expect((await list(second)).files).toMatchObject([{ is_kept: false }])
  await world.ask('put_back', { session_id: world.id, before: { turn_id: third }, paths: null, by: 'Mia' })
  expect(read('a.txt').slice(0, 2)).toBe('22')
})

test('a link in the place of a folder leads nothing out of it', async () => {
  const { world, write } = opened()
  mkdirSync(path.join(world.folder, 'src'))
  write('src/in.txt', 'inside\n')
  const outside = path.join(world.root, 'outside')
  mkdirSync(outside)
  writeFileSync(path.join(outside, 'in.txt'), 'not yours\n')
  const turn_id = await world.turn(() => write('src/in.txt', 'changed\n'))
  rmSync(path.join(world.folder, 'src'), { recursive: true })
  symlinkSync(outside, path.join(world.folder, 'src'))
  const asked = { session_id: world.id, before: { turn_id }, paths: ['src/in.txt'] }
  const answer = await world.ask('put_back', { ...asked, by: 'Mia' })
  expect(answer.files).toEqual([])
  expect(answer.left).toEqual([{ path: 'src/in.txt', why: 'not_reachable' }])
  expect(readFileSync(path.join(outside, 'in.txt'), 'utf8')).toBe('not yours\n')
  expect(readdirSync(outside)).toEqual(['in.txt'])
})

test('a session that is gone leaves nothing, and what it kept is nobody else’s', async () => {
  const { world, write } = opened()
  const turn_id = await world.turn(() => write('a.txt', 'changed\n'))
  const { files } = await world.ask('list', { session_id: world.id, scope: { kind: 'turn', turn_id } })
  const id = files[0]?.before_id ?? ''
  expect(Buffer.from((await world.ask('content', { session_id: world.id, id })) ?? []).toString()).toBe('a\n')
  expect(await world.ask('content', { session_id: other, id })).toBeNull()
  await world.ask('forget', { session_id: world.id })
  expect(await world.ask('content', { session_id: world.id, id })).toBeNull()
})

test('a turn that goes on after a restart of the host still knows what was there before', async () => {
  const { world, write, read } = opened()
  await world.begin()
  await world.tool(() => write('a.txt', 'half\n'))
  await world.ask('look', { folder: world.folder })
  await world.restart()
  await world.begin()
  await world.tool(() => write('b.txt', 'whole\n'))
  const turn_id = await world.end()
  expect(await world.names(turn_id)).toEqual(['modified a.txt', 'modified b.txt'])
  await world.ask('put_back', { session_id: world.id, before: { turn_id }, paths: null, by: 'Mia' })
  expect([read('a.txt'), read('b.txt')]).toEqual(['a\n', 'b\n'])
})

test('killed in the middle of putting back, every file is whole, and the next start tells how far it came, once', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, file) => [`f${file}`, `before ${file}\n`.repeat(20)]),
  )
  const { world, write, read } = opened(many)
  const turn_id = await world.turn(() => Object.keys(many).forEach((name) => write(name, `after ${name}\n`.repeat(30))))
  await world.stop()
  const program = path.join(import.meta.dirname, '../../../../support/host/putBackProgram.ts')
  const args = [program, world.database, path.join(world.root, 'data'), world.id, turn_id]
  const child = spawn(process.execPath, args, { windowsHide: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const isTouched = () => Object.keys(many).some((name) => read(name).startsWith('before'))
  await expect.poll(isTouched, { timeout: 30_000, interval: 2 }).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'close')

  const states = Object.entries(many).map(([name, before]) =>
    [before, `after ${name}\n`.repeat(30)].indexOf(read(name)),
  )
  expect(states).not.toContain(-1)
  const done = states.filter((state) => state === 0).length
  await world.restart()
  const [left] = await world.ask('interrupted', {})
  expect(left).toMatchObject({ session_id: world.id, total: 2_000 })
  expect(Math.abs((left?.done ?? 0) - done)).toBeLessThanOrEqual(1)
  expect(await world.ask('interrupted', {})).toEqual([])
  // What is left can still be put back, and all of it undone.
  await world.ask('put_back', { session_id: world.id, before: { turn_id }, paths: null, by: 'Mia' })
  expect(Object.entries(many).every(([name, before]) => read(name) === before)).toBe(true)
}, 120_000)

test('what a turn that still runs has changed can be shown, and nothing that another session has', async () => {
  const { world, write } = opened()
  await world.begin()
  await world.tool(() => write('c.txt', 'new\n'))
  await world.ask('look', { folder: world.folder })
  const { files, is_running } = await world.ask('list', { session_id: world.id, scope: { kind: 'latest' } })
  expect(is_running).toBe(true)
  const id = files[0]?.after_id ?? ''
  const content = await world.ask('content', { session_id: world.id, id })
  expect(Buffer.from(content ?? '').toString()).toBe('new\n')
  expect(await world.ask('content', { session_id: other, id })).toBeNull()
  await world.end()
})
