import { spawn } from 'node:child_process'
import { entryPoint } from '#server/platform/processes/entryPoints.ts'
import { prepareDataDir } from '#server/platform/files/paths.ts'
import { pathsOf } from '../dataDir.ts'

/** Runs the session host in the foreground, for whoever keeps it with a supervisor of their own. */
export async function host(flags: { readonly dataDir?: string | undefined; readonly demo?: boolean }): Promise<number> {
  const paths = pathsOf(flags)
  prepareDataDir(paths)
  const { execPath, args, env } = entryPoint('host')
  const child = spawn(execPath, [...args, ...(flags.demo === true ? ['--demo'] : [])], {
    stdio: 'inherit',
    windowsHide: true,
    env: { ...process.env, ...env, HOMEPORT_DATA_DIR: paths.dataDir },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill('SIGTERM'))
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
