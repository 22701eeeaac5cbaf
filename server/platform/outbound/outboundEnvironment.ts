import { type LoginShell, openLoginShell } from '../environment/loginShell.ts'
import { type Environment, EXTRA_CA } from '../environment/ownVariables.ts'
import { isProxyVariable } from './proxies.ts'

/**
 * How the internet is reached from here: the process's own environment, and where that says nothing of proxies and
 * authorities (a program started from a dock), what the person's login shell exports of these. The shell is asked at
 * the first request and remembered.
 */
export async function outboundEnvironment(): Promise<Environment> {
  if (Object.keys(process.env).some(isAboutTheWay)) {
    return process.env
  }
  shell ??= openLoginShell(process.env)
  const { variables } = await shell.read()
  const added = Object.entries(variables ?? {}).filter(([name]) => isAboutTheWay(name))
  return { ...process.env, ...Object.fromEntries(added) }
}

let shell: LoginShell | null = null

function isAboutTheWay(name: string): boolean {
  return isProxyVariable(name) || name.endsWith(EXTRA_CA)
}
