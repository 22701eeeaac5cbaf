import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { claudeBinary } from '#test/bench/support/claudeBinary.ts'
import { owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

vi.setConfig({ testTimeout: 120_000 })

/** A host whose Claude Code notes each of its own starts and ends that read rules. */
async function watched() {
  const folder = temporaryFolder()
  const [claude, noted] = [path.join(folder, 'claude'), path.join(folder, 'noted')]
  writeFileSync(noted, '')
  const script = `case "$*" in *permission-prompt-tool*|*--version*) exec '${claudeBinary()}' "$@" ;; esac
echo started >> '${noted}'; '${claudeBinary()}' "$@"; echo ended >> '${noted}'`
  writeFileSync(claude, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const { world, repository } = await TrustWorld.start(owner, {}, { HOMEPORT_CLAUDE_PATH: claude })
  const lines = () => readFileSync(noted, 'utf8').split('\n').slice(0, -1)
  const create = (setup: { allowed_tools?: string[]; denied_tools?: string[] }) =>
    world.call('session.create', { project_path: repository.folder, setup }, owner)
  return { world, create, starts: () => lines().filter((line) => line === 'started').length, lines }
}

const rules = (count: number, of: string) => Array.from({ length: count }, (_, at) => `Bash(${of}${at} *)`)

test.skipIf(process.platform === 'win32')(
  'all rules of a session are read by few processes, and each but once',
  async () => {
    const { create, starts, lines } = await watched()
    const setup = { allowed_tools: rules(20, 'echo'), denied_tools: rules(20, 'make') }
    await create(setup)
    expect(starts()).toBe(2)
    await create(setup)
    expect(starts()).toBe(2)
    expect(lines()).toEqual(['started', 'ended', 'started', 'ended'])
  },
)

test.skipIf(process.platform === 'win32')(
  'of many who ask, one at a time is answered and the others are told to come back',
  async () => {
    const { world, lines } = await watched()
    const asked = rules(40, 'cat').map((rule) =>
      world.call('policy.preview', { rule, behavior: 'allow', project: null }, owner).then(
        () => 'read',
        ({ code }: { readonly code: string }) => code,
      ),
    )
    const answers = await Promise.all(asked)
    expect(answers.filter((answer) => answer === 'read')).toHaveLength(8)
    expect(answers.filter((answer) => answer === 'RATE_001')).toHaveLength(32)
    expect(lines()).toEqual(Array.from({ length: 8 }, () => ['started', 'ended']).flat())
  },
)

test('more rules than a session takes are refused before anything is asked', async () => {
  const { create, starts } = await watched()
  const setup = { allowed_tools: rules(30, 'echo'), denied_tools: rules(30, 'make') }
  await expect(create(setup)).rejects.toMatchObject({ code: 'WS_002' })
  expect(starts()).toBe(0)
})
