import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ProcessIdentity } from '#server/platform/processes/processSigns.ts'
import { isSameProcess, processStartMark } from '#server/platform/processes/processStart.ts'
import { descendantsOf, processesMarked } from '#server/platform/processes/processTable.ts'
import { killTree } from '#server/platform/processes/processTree.ts'

const MARK = 'HOMEPORT_TEST_MARK'
let marks = 0

describe.runIf(process.platform !== 'win32')('with real processes', () => {
  test('ending a process ends its children too, also one with a session of its own', async () => {
    const { root, tree } = await startTree('sleep 300 & setsid sleep 300 & wait', 3)
    expect(await killTree(root, { graceMs: 2_000 })).toEqual([])
    expect(tree.filter(isSameProcess)).toEqual([])
  })

  test('what ignores SIGTERM is killed after the grace, with all that it started', async () => {
    const { root, tree } = await startTree("trap '' TERM; setsid sleep 300 & while :; do sleep 0.05; done", 2)
    const before = performance.now()
    expect(await killTree(root, { graceMs: 300 })).toEqual([])
    expect(performance.now() - before).toBeGreaterThan(280)
    expect(tree.filter(isSameProcess)).toEqual([])
  })

  test('what ends at SIGTERM is not made to wait for the grace', async () => {
    const { root } = await startTree('exec sleep 300', 1)
    const before = performance.now()
    await killTree(root, { graceMs: 20_000 })
    expect(performance.now() - before).toBeLessThan(5_000)
  })

  test('a child started while its parent is being ended is found as well', async () => {
    const { root, mark } = await startTree("trap 'setsid sleep 300 & exit' TERM; sleep 300 & wait; wait", 2)
    await killTree(root, { graceMs: 1_000, marked: mark })
    expect(processesMarked(mark)).toEqual([])
  })

  test('the children that a dead parent left behind are found by their mark', async () => {
    const { root, child, mark } = await startTree('setsid sleep 300 & sleep 300 & wait', 3)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(descendantsOf(root.pid)).toEqual([])
    expect(processesMarked(mark)).toHaveLength(2)
    expect(await killTree(root, { graceMs: 1_000, marked: mark })).toEqual([])
    expect(processesMarked(mark)).toEqual([])
  })

  test('another program that got the pid meanwhile is left alone, and so are its children', async () => {
    const { root, tree } = await startTree('sleep 300 & wait', 2)
    await killTree({ pid: root.pid, started: 'long-ago' }, { graceMs: 100 })
    expect(tree.every(isSameProcess)).toBe(true)
    await killTree(root, { graceMs: 1_000 })
  })

  test('a process that is gone already is fine', async () => {
    const { root, child } = await startTree('exec sleep 300', 1)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await killTree(root, { graceMs: 10_000 })).toEqual([])
  })

  test('neither our own process nor a pid that stands for the whole machine is ever ended', async () => {
    const { root } = await startTree('exec sleep 300', 1)
    for (const pid of [0, 1, -1, process.pid]) {
      expect(await killTree({ pid, started: null }, { graceMs: 50 })).toEqual([])
    }
    expect(isSameProcess(root)).toBe(true)
    expect(descendantsOf(process.ppid).map((one) => one.pid)).not.toContain(process.pid)
    await killTree(root, { graceMs: 1_000 })
  })
})

/** Runs a shell script and waits until as many processes as named are there, the shell included. */
async function startTree(script: string, size: number) {
  marks += 1
  const mark = { name: MARK, value: `${process.pid}-${marks}` }
  const env = { ...process.env, [mark.name]: mark.value }
  const child: ChildProcess = spawn('sh', ['-c', script], { env, stdio: 'ignore' })
  onTestFinished(() => {
    for (const one of processesMarked(mark)) {
      process.kill(one.pid, 'SIGKILL')
    }
  })
  const root: ProcessIdentity = { pid: child.pid ?? 0, started: processStartMark(child.pid ?? 0) }
  const tree = await vi.waitUntil(() => {
    const found = [root, ...descendantsOf(root.pid)]
    return found.length >= size && found
  })
  return { root, tree, child, mark }
}
