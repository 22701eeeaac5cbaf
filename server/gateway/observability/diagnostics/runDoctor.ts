import { execFile } from 'node:child_process'
import { endWithProcess } from '#server/platform/processes/endWithProcess.ts'
import { entryPoint } from '#server/platform/processes/entryPoints.ts'

const WITHIN_MS = 35_000
const MAX_BYTES = 1024 * 1024

/**
 * `homeport doctor --json`, in a process of its own: it uses the host's code, and checks the machine as a new
 * start would.
 * @throws Error when it says nothing that can be read.
 */
export async function runDoctor(dataDir: string): Promise<unknown> {
  const { execPath, args, env } = entryPoint('cli')
  const options = {
    env: { ...process.env, ...env },
    timeout: WITHIN_MS,
    maxBuffer: MAX_BYTES,
    windowsHide: true,
    encoding: 'utf8',
  } as const
  const stdout = await new Promise<string>((resolve) => {
    // It ends with 1 when something is broken: that is what we want to read.
    const command = [...args, 'doctor', '--json', '--data-dir', dataDir]
    endWithProcess(execFile(execPath, command, options, (_error, text) => resolve(text)))
  })
  return JSON.parse(stdout)
}
