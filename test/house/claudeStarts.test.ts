import { expect, test } from 'vitest'
import { shippedSources } from './sourceTree.ts'

const sources = shippedSources().filter(({ name }) => name.startsWith('server/') || name.startsWith('main/'))

/** Files in which this is called, or made. */
function filesWith(pattern: RegExp): string[] {
  return sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)
}

test('Claude Code is started in one place, and only for a folder that was looked at there and then', () => {
  // What knows how the binary is called: to ask its version and how it reads a rule, and to start it.
  expect(filesWith(/(?<!function )\bclaudeCommand\(/)).toEqual([
    'server/host/claude/install/findClaude.ts',
    'server/host/claude/install/ruleReading.ts',
    'server/host/claude/process/spawnClaude.ts',
  ])
  expect(filesWith(/(?<!function )\bspawnClaude\(/)).toEqual([
    'server/host/claude/process/claudeProcess.ts',
    // In advance: a session gets it only where its own start would be the same.
    'server/host/claude/spares/spareProcess.ts',
  ])
  expect(filesWith(/\bnew ClaudeProcess\(/)).toEqual(['server/host/claude/starting/launcher.ts'])
  expect(filesWith(/(?<!function )\bplanLaunch\(/)).toEqual(['server/host/claude/starting/preparing.ts'])
  const starter = sources.find(({ name }) => name === 'server/host/claude/starting/preparing.ts')?.text ?? ''
  expect(starter).toMatch(
    /const folder = await deps\.trust\.inspect\(launch\.user_id, launch\.cwd\)\n\s*const plan = planLaunch/,
  )
})

test('whether a folder is in force is said by what keeps trust, and by nothing else', () => {
  expect(filesWith(/\bisInForce: (?!boolean)/)).toEqual(['server/host/trust/folderTrust.ts'])
})

test('what starts, ends and measures a session’s program is its runner', () => {
  const pattern = /(?<!function )\b(spawn|killTree|descendantsOf|createUsageSampler|process\.kill)\(/
  expect(filesWith(pattern).filter((name) => name.startsWith('server/host/'))).toEqual([
    // A question to Claude Code, in no folder and without settings.
    'server/host/claude/install/ruleReading.ts',
    // An editor on this machine's screen is the person's, and goes on when the host ends.
    'server/host/editors/editorHandlers.ts',
    'server/host/git/running/gitProcess.ts',
    'server/host/runners/local/hostGuard.ts',
    'server/host/runners/local/limits/enclosure.ts',
    'server/host/runners/local/localRunner.ts',
    'server/host/runners/local/startLocally.ts',
    'server/host/terminals/pty/nodePty.ts',
    'server/host/workspaces/git/safeGit.ts',
  ])
})
