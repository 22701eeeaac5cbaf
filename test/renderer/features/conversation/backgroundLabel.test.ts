import { expect, test } from 'vitest'
import { backgroundLabel } from '#renderer/features/conversation/backgroundLabel.ts'

const since = '2026-11-27T08:00:00.000Z'
const at = (seconds: number) => new Date(Date.parse(since) + seconds * 1000).toISOString()
const running = { state: 'running', since, until: null, exit_code: null } as const

test.each([
  [running, 'Running in the background · 12 s'],
  [{ ...running, state: 'completed', until: at(130) }, 'Finished in the background after 2 m 10 s'],
  [{ ...running, state: 'failed', until: at(4), exit_code: 3 }, 'Failed in the background with exit 3 after 4 s'],
  [{ ...running, state: 'failed', until: at(4) }, 'Failed in the background after 4 s'],
  [{ ...running, state: 'completed', until: since }, 'Finished in the background'],
  [{ ...running, state: 'failed', until: since, exit_code: 1 }, 'Failed in the background with exit 1'],
  [{ ...running, state: 'stopped', until: at(60) }, 'Stopped in the background after 1 m'],
] as const)('background work %j says: %s', (work, words) => {
  expect(backgroundLabel(work, Date.parse(at(12)))).toBe(words)
})
