import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { FileChanged } from '#shared/session/events.ts'
import { ChangesWorld } from '#test/support/host/changesWorld.ts'
import { owner } from '#test/support/host/hostWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

function prepare(folder: string): void {
  mkdirSync(path.join(folder, 'src'))
  writeFileSync(path.join(folder, 'src', 'a.ts'), 'one\ntwo\nthree\n')
  writeFileSync(path.join(folder, 'gone.txt'), 'to be removed\n')
  writeFileSync(path.join(folder, 'moved.txt'), 'to be moved\n')
  writeFileSync(path.join(folder, 'run.sh'), '#!/bin/sh\n')
  writeFileSync(path.join(folder, 'picture.png'), Buffer.from([0x89, 0x50, 0, 1, 2, 3]))
  symlinkSync('gone.txt', path.join(folder, 'link'))
  chmodSync(path.join(folder, 'run.sh'), 0o644)
}

const command = [
  "sed -i 's/two/2/' src/a.ts",
  'rm gone.txt',
  'mv moved.txt elsewhere.txt',
  'chmod 755 run.sh',
  "printf '\\0\\1\\2' > picture.png",
  'ln -sfn src/a.ts link',
  "printf 'x\\ny\\n' > \"$(printf 'line\\nbreak')\"",
  'mkdir -p new/deep && echo fresh > new/deep/file.txt',
].join(' && ')

describe.each([{ git: true }, { git: false }])('in a folder with git: $git', ({ git }) => {
  test('what a command changes is told with its turn, shown before and after, put back whole, and that undone', async () => {
    const world = await ChangesWorld.start({ git, prepare })
    const { data } = await world.turn(['Bash', { command, description: 'change all' }])
    const names = [
      'elsewhere.txt',
      'gone.txt',
      'line\nbreak',
      'link',
      'moved.txt',
      'new/deep/file.txt',
      'picture.png',
      'run.sh',
      'src/a.ts',
    ]
    expect(data.files_changed.toSorted()).toEqual(names.map((name) => world.file(name)).toSorted())
    expect(data.lines_changed).toEqual({ additions: 6, deletions: 4 })

    const { files, others, is_running, turn_id } = await world.list({ turn_id: data.turn_id })
    expect({ others, is_running, turn_id }).toEqual({ others: [], is_running: false, turn_id: data.turn_id })
    expect(files.map(({ path: name, kind }) => `${kind} ${name}`)).toEqual([
      'added elsewhere.txt',
      'deleted gone.txt',
      'added line\nbreak',
      'modified link',
      'deleted moved.txt',
      'added new/deep/file.txt',
      'modified picture.png',
      'modified run.sh',
      'modified src/a.ts',
    ])
    const edited = files.find(({ path: name }) => name === 'src/a.ts')
    expect(edited).toMatchObject({ additions: 1, deletions: 1, now: 'as_after', by: { who: 'claude', tool: 'Bash' } })
    expect(await world.content(edited?.before_id ?? null)).toBe('one\ntwo\nthree\n')
    expect(await world.content(edited?.after_id ?? null)).toBe('one\n2\nthree\n')
    expect(files.find(({ path: name }) => name === 'run.sh')).toMatchObject({ mode: '644 → 755', additions: 0 })
    expect(files.find(({ path: name }) => name === 'picture.png')).toMatchObject({ additions: null, is_kept: true })

    const shown = await world.preview(data.turn_id)
    expect(shown.left).toEqual([])
    expect(shown.files.map(({ path: name }) => name)).toEqual(files.map(({ path: name }) => name))
    expect(world.read('src/a.ts')).toBe('one\n2\nthree\n')

    const { put_back_id } = await world.putBack(data.turn_id)
    expect(world.read('src/a.ts')).toBe('one\ntwo\nthree\n')
    expect(world.read('gone.txt')).toBe('to be removed\n')
    expect(world.read('moved.txt')).toBe('to be moved\n')
    expect(world.read('elsewhere.txt')).toBeNull()
    expect(world.read('line\nbreak')).toBeNull()
    expect(world.read('link')).toBe('→ gone.txt')
    expect(world.read('new')).toBeNull()
    expect([...readFileSync(world.file('picture.png'))]).toEqual([0x89, 0x50, 0, 1, 2, 3])
    expect((await world.list({ turn_id: data.turn_id })).files.every(({ now }) => now === 'as_before')).toBe(true)

    await world.undo(put_back_id)
    expect(world.read('src/a.ts')).toBe('one\n2\nthree\n')
    expect(world.read('gone.txt')).toBeNull()
    expect(world.read('link')).toBe('→ src/a.ts')
    expect(world.read('new/deep/file.txt')).toBe('fresh\n')
  })

  test('what somebody else changed since is told and left, unless it is named; and one file alone goes back', async () => {
    const world = await ChangesWorld.start({ git, prepare })
    const { data } = await world.bash("sed -i 's/one/1/' src/a.ts && rm gone.txt && echo more > added.txt")
    writeFileSync(world.file('src/a.ts'), 'by hand\n')
    expect(await world.preview(data.turn_id)).toMatchObject({
      left: [{ path: 'src/a.ts', why: 'changed_since' }],
      files: [
        { path: 'added.txt', kind: 'deleted' },
        { path: 'gone.txt', kind: 'added' },
      ],
    })
    await world.putBack(data.turn_id, ['gone.txt'])
    expect([world.read('gone.txt'), world.read('added.txt')]).toEqual(['to be removed\n', 'more\n'])
    await world.putBack(data.turn_id)
    expect([world.read('src/a.ts'), world.read('added.txt')]).toEqual(['by hand\n', null])
    const named = await world.putBack(data.turn_id, ['src/a.ts'])
    expect(world.read('src/a.ts')).toBe('one\ntwo\nthree\n')
    await world.undo(named.put_back_id)
    expect(world.read('src/a.ts')).toBe('by hand\n')
  })
})

test('what changed outside of the tools of a turn is no change of Claude', async () => {
  const world = await ChangesWorld.start({ prepare })
  writeFileSync(world.file('before.txt'), 'mine\n')
  const { data } = await world.turn(['Write', { file_path: world.file('poem.txt'), content: 'one\n' }])
  expect(data.files_changed).toEqual([world.file('poem.txt')])
  writeFileSync(world.file('src/a.ts'), 'mine\n')
  const next = await world.turn()
  expect(next.data.files_changed).toEqual([])
  expect(next.data).not.toHaveProperty('lines_changed')
  expect((await world.list({ since: 'session' })).files.map(({ path: name }) => name)).toEqual(['poem.txt'])
})

test('whoever follows a session is told of changes as they happen, and of whose they are', async () => {
  const world = await ChangesWorld.start({ prepare })
  const heard = world.hear()
  const told = () =>
    heard
      .filter(({ type }) => type === 'file_changed')
      .flatMap(({ payload }) => FileChanged.parse(JSON.parse(payload.toString())).data.paths)
      .map(({ path: name, kind, by }) => `${kind} ${name} by ${by.tool ?? by.who}`)
  await expect.poll(async () => (await world.list()).watching.mode).toBe('live')
  writeFileSync(world.file('src/a.ts'), 'mine\n')
  await expect.poll(told).toContain('modified src/a.ts by outside')
  await world.bash('echo fresh > made.txt')
  await expect.poll(told).toContain('added made.txt by Bash')
})

test('while a task of Claude’s works in the background, files are not put back', async () => {
  const world = await ChangesWorld.start({ prepare })
  const { data } = await world.turn([
    'Bash',
    { command: 'echo 1 > made.txt; sleep 600', run_in_background: true, description: 'goes on' },
  ])
  await expect
    .poll(async () => (await world.world.call('session.get', { session_id: world.id }, owner)).background_tasks.length)
    .toBe(1)
  await expect(world.putBack(data.turn_id)).rejects.toMatchObject({
    code: 'SESSION_003',
    message: expect.stringContaining('A task in the background works in this folder'),
  })
})
