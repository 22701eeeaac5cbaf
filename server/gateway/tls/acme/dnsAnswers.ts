import { createLogger } from '#server/platform/log/log.ts'
import { runProgram } from '../runProgram.ts'
import type { ChallengeAnswers } from './challenge.ts'

const log = createLogger('tls')

/** Name servers may be slow to take a record up, and the hook ends when they have. */
const HOOK_WITHIN_MS = 5 * 60_000

/**
 * Answers DNS-01 by a program of the owner's: `HOOK set _acme-challenge.NAME VALUE` and later `HOOK remove …`. It ends
 * with 0 when the record can be found everywhere. What it needs for that (an API key) is its own business.
 */
export function openDnsAnswers(hook: string, timeoutMs = HOOK_WITHIN_MS): ChallengeAnswers {
  const run = async (verb: 'set' | 'remove', proof: { name: string; answer: string }, signal?: AbortSignal) => {
    const args = [verb, `_acme-challenge.${proof.name}`, proof.answer]
    await runProgram({ file: hook, args, timeoutMs, ...(signal === undefined ? {} : { signal }) })
  }
  return {
    type: 'dns-01',
    present: (proof, signal) => run('set', proof, signal),
    withdraw: async (proof) => {
      await run('remove', proof).catch((error: unknown) => {
        log.warn('the DNS hook could not take its record away', { name: proof.name, error })
      })
    },
    close: async () => {},
  }
}
