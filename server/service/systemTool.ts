import { execFile } from 'node:child_process'
import { HomeportError } from '#shared/errors.ts'
import { failureCode } from '#server/platform/failure.ts'

/** What a program of the system said; `output` is what it wrote to stdout and stderr. */
export type ToolAnswer =
  | { readonly kind: 'missing' }
  | { readonly kind: 'ended'; readonly ok: boolean; readonly output: string }

/** Runs a program of the system to its end. Never rejects. */
export type RunTool = (program: string, args: readonly string[]) => Promise<ToolAnswer>

/** Longer than suspending many sessions takes. */
const END_WITHIN_MS = 100_000
const OUTPUT_BYTES = 1024 * 1024

export const runTool: RunTool = (program, args) =>
  new Promise((resolve) => {
    const options = { timeout: END_WITHIN_MS, maxBuffer: OUTPUT_BYTES, windowsHide: true }
    execFile(program, args, options, (error, stdout, stderr) => {
      resolve(
        failureCode(error) === 'ENOENT'
          ? { kind: 'missing' }
          : { kind: 'ended', ok: error === null, output: `${stdout}${stderr}`.trim() },
      )
    })
  })

/** @throws HomeportError SESSION_001 with the tool's own words when it does not do it. */
export async function mustRun(run: RunTool, program: string, args: readonly string[]): Promise<void> {
  const answer = await run(program, args)
  if (answer.kind === 'missing' || !answer.ok) {
    const said = answer.kind === 'missing' ? 'it is not on this machine' : answer.output
    throw new HomeportError('SETTINGS_001', `"${[program, ...args].join(' ')}" failed: ${said}.`.replace('..', '.'))
  }
}

export async function isOk(run: RunTool, program: string, args: readonly string[]): Promise<boolean> {
  const answer = await run(program, args)
  return answer.kind === 'ended' && answer.ok
}
