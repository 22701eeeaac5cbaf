import { isUtf8 } from 'node:buffer'
import { HomeportError } from '#shared/errors.ts'
import { type ExecEnd, type ExecResult, USUAL_OUTPUT_BYTES } from '#shared/operations/exec.ts'
import type { HostLink } from '#server/link/link.ts'
import { type Call, actorOf } from '../kernel/call.ts'
import type { Module } from '../kernel/module.ts'
import { type FollowedCommand, type Waiting, followCommand } from './followCommand.ts'
import { ndjsonOf } from './ndjson.ts'
import { cutTail } from './utf8Tail.ts'

/** Runs one command for a caller that waits for it; the command ends when the caller goes away. */
export function openCommands({ link }: { readonly link: HostLink }): Module<'exec.run' | 'exec.stream'> {
  return {
    handlers: {
      'exec.run': async (asked, call) => {
        const bounded = { ...asked, max_bytes: asked.max_bytes ?? USUAL_OUTPUT_BYTES }
        return wholeResult(await followCommand(link, bounded, callerOf(call)))
      },
      'exec.stream': async (asked, call) => {
        const command = await followCommand(link, asked, callerOf(call))
        return { headers: { 'X-Exec-Id': command.exec_id }, bytes: ndjsonOf(command.parts) }
      },
    },
  }
}

function callerOf({ caller, gone }: Call): Waiting {
  return { actor: actorOf(caller), gone }
}

/** All that a command printed, once it has ended. @throws HomeportError HOST_001 when the host went away meanwhile. */
async function wholeResult({ parts }: FollowedCommand): Promise<ExecResult> {
  const outputs: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] }
  let ended: ExecEnd | null = null
  for await (const { chunks, end } of parts) {
    chunks.forEach(({ stream, bytes }) => outputs[stream].push(bytes))
    ended = end
  }
  if (ended === null) {
    throw new HomeportError('HOST_001', 'The session host went away before the command had ended.')
  }
  const whole = { stdout: Buffer.concat(outputs.stdout), stderr: Buffer.concat(outputs.stderr) }
  // What was cut may end within a character.
  const { stdout, stderr } = ended.truncated ? { stdout: cutTail(whole.stdout), stderr: cutTail(whole.stderr) } : whole
  const encoding = isUtf8(stdout) && isUtf8(stderr) ? 'utf-8' : 'base64'
  return { ...ended, stdout: stdout.toString(encoding), stderr: stderr.toString(encoding), encoding }
}
