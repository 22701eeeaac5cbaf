import { once } from 'node:events'
import { readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { confine } from '#server/gateway/workspace/confine/confine.ts'
import { copyTree } from '#server/gateway/workspace/files/copyTree.ts'
import { makeFolder } from '#server/gateway/workspace/files/changeFiles.ts'
import { parseNewPath, parsePath, parseWritablePath } from '#server/gateway/workspace/paths/path.ts'
import { Turns } from '#server/gateway/workspace/files/turns.ts'
import { writeWorkspaceFile } from '#server/gateway/workspace/files/writeFile.ts'
import { git, hostilePaths } from './hostilePaths.ts'
import { swapAgainAndAgain } from './swapper.ts'
import { SECRET, hostileWorkspace } from './workspaceOf.ts'

/** Both ways of opening: what macOS and Windows do works here as well, without handles. */
const ways = ['linux', 'darwin'] as const

async function codeOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run()
    return 'done'
  } catch (error) {
    return error instanceof HomeportError ? error.code : `bug: ${String(error)}`
  }
}

function writing(text: string) {
  return {
    bytes: (async function* () {
      yield Buffer.from(text)
    })(),
    conditions: {},
    assertFits: () => {},
    id: crypto.randomUUID(),
    turns: new Turns(),
    own: (take: () => Promise<void>) => take(),
  }
}

describe.each(ways)('opened as on %s', (platform) => {
  const opened = async () => {
    const { root, outside } = hostileWorkspace()
    const dataDir = path.join(outside, 'data')
    return { root, outside, confined: await confine(root, { dataDir, platform }) }
  }

  test('none of more than 300 hostile paths reads, writes or makes anything outside', async () => {
    const { confined, outside } = await opened()
    const paths = hostilePaths(outside)
    expect(paths.length).toBeGreaterThan(300)
    const before = readdirSync(outside, { recursive: true })
    const answers = new Set<string>()
    for (const hostile of paths) {
      const read = await codeOf(async () => {
        const handle = await confined.openFile(parsePath(hostile))
        const text = await handle.readFile('utf8')
        await handle.close()
        expect({ hostile, text }).not.toEqual({ hostile, text: SECRET })
      })
      const wrote = await codeOf(async () => writeWorkspaceFile(confined, parseNewPath(hostile), writing('x')))
      const made = await codeOf(async () => makeFolder(confined, `${hostile}/made`))
      for (const answer of [read, wrote, made]) {
        answers.add(answer)
        expect([hostile, answer]).not.toEqual([hostile, expect.stringContaining('bug')])
      }
    }
    expect(readdirSync(outside, { recursive: true })).toEqual(before)
    expect(readFileSync(path.join(outside, 'secret.txt'), 'utf8')).toBe(SECRET)
    expect([...answers].toSorted()).toEqual(['FILE_003', 'FILE_006', 'done'])
  })

  test.each(git)('%j is not written: it names programs that Git runs', (hostile) => {
    expect(() => parseWritablePath(hostile)).toThrow(expect.objectContaining({ code: 'FILE_003' }))
  })

  test.each([
    ['a/inside-file', 'inside'],
    ['a/inside-absolute', 'inside'],
    ['a/hard.txt', SECRET],
  ])('a link that stays inside is followed, and a hard link is a file: %s', async (wanted, text) => {
    const { confined } = await opened()
    const handle = await confined.openFile(parsePath(wanted))
    expect(await handle.readFile('utf8')).toBe(text)
    await handle.close()
  })

  test('writing to a hard link leaves the other name’s file as it was', async () => {
    const { confined, outside, root } = await opened()
    await writeWorkspaceFile(confined, ['a', 'hard.txt'], writing('mine'))
    expect(readFileSync(path.join(outside, 'secret.txt'), 'utf8')).toBe(SECRET)
    expect(readFileSync(path.join(root, 'a/hard.txt'), 'utf8')).toBe('mine')
  })

  test('writing to a link that stays inside changes what it names, and the link stays', async () => {
    const { confined, root } = await opened()
    await writeWorkspaceFile(confined, ['a', 'inside-file'], writing('new'))
    expect(readFileSync(path.join(root, 'a/file.txt'), 'utf8')).toBe('new')
  })

  test('pipes, sockets and devices are refused at once, and nobody waits for their other end', async () => {
    const { confined, root } = await opened()
    const server = createServer()
    onTestFinished(() => void server.close())
    await once(server.listen(path.join(root, 'a/s')), 'listening')
    for (const parts of [['pipe'], ['a', 's'], ['a']]) {
      expect(await codeOf(() => confined.openFile(parts))).toBe('FILE_003')
      expect(await codeOf(() => writeWorkspaceFile(confined, parts, writing('x')))).toBe('FILE_003')
    }
  })

  test('a copy takes links as links: nothing of elsewhere comes in', async () => {
    const { confined, root } = await opened()
    await copyTree({ confined, parts: ['deep'] }, { confined, parts: ['copied'] }, () => {})
    expect(readdirSync(path.join(root, 'copied'), { withFileTypes: true })[0]?.isSymbolicLink()).toBe(true)
  })

  test('Homeport’s own data is closed also where somebody works in a folder around it', async () => {
    const { root } = await opened()
    const around = await confine(root, { dataDir: path.join(root, 'a'), platform })
    for (const parts of [
      ['a', 'file.txt'],
      ['a', 'b', 'x'],
      ['a', 'inside-file'],
    ]) {
      expect(await codeOf(() => around.openFile(parts))).toBe('FILE_003')
    }
    expect(await codeOf(() => around.inFolder(['a'], async () => {}))).toBe('FILE_003')
  })

  test('a folder above the session’s that became a link is told, and nothing behind it opened', async () => {
    const { confined, root, outside } = await opened()
    renameSync(root, `${root}-before`)
    symlinkSync(outside, root)
    expect(await codeOf(() => confined.openFile(['secret.txt']))).toBe('FILE_003')
  })
})

test('a folder that is swapped for a link out, again and again, never lets anything through', async () => {
  const { root, outside } = hostileWorkspace()
  const confined = await confine(root, { dataDir: path.join(outside, 'data') })
  writeFileSync(path.join(root, 'a/b/secret.txt'), 'inside')
  await swapAgainAndAgain(path.join(root, 'a/b'), outside)
  const before = readdirSync(outside, { recursive: true }).length
  const answers = new Map<string, number>()
  for (let round = 0; round < 500; round += 1) {
    const tries = [
      async () => {
        const handle = await confined.openFile(['a', 'b', 'secret.txt'])
        const text = await handle.readFile('utf8')
        await handle.close()
        expect(text).toBe('inside')
      },
      async () => writeWorkspaceFile(confined, ['a', 'b', `new-${round % 10}.txt`], writing('x')),
      async () =>
        confined.inFolder(['a', 'b'], async (folder) => expect(readdirSync(folder.itself)).not.toContain('sub')),
    ]
    for (const attempt of tries) {
      const answer = await codeOf(attempt)
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
  }
  expect(readdirSync(outside, { recursive: true }).length).toBe(before)
  expect([...answers.keys()].filter((answer) => !['done', 'FILE_003', 'FILE_006'].includes(answer))).toEqual([])
  // Both happened: it was swapped under the very reads.
  expect(answers.get('done')).toBeGreaterThan(0)
  expect((answers.get('FILE_003') ?? 0) + (answers.get('FILE_006') ?? 0)).toBeGreaterThan(0)
})
