import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Git } from '../running/git.ts'
import { type NetworkAccess, NOBODYS_SSH } from './gitAccess.ts'
import { type Configured, readSettings } from './repositorySettings.ts'

/**
 * Git as somebody who has nothing on this machine, with what they were `given` laid over it. A home of its own, since that is
 * where Git and curl look for whatever signs the owner in: `~/.netrc`, `~/.git-credentials`, `.gitconfig`. Of the machine's
 * own settings those alone count that name no program and hold no secret.
 */
export async function overNobody(git: Git, given: NetworkAccess | null): Promise<NetworkAccess> {
  const home = await mkdtemp(path.join(tmpdir(), 'homeport-git-'))
  const close = async () => {
    await given?.close()
    await rm(home, { recursive: true, force: true })
  }
  try {
    const machine = (await readSettings(git)).filter(({ scope }) => scope === 'global' || scope === 'system')
    const config = path.join(home, '.gitconfig')
    await writeFile(config, configText(machine.filter(isHarmless)), { mode: 0o600 })
    return {
      env: { ...nobodysEnvironment(home, config), ...given?.env },
      settings: [...NOBODYS_SETTINGS, ...(given?.settings ?? [])],
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const NOBODYS_SETTINGS: NetworkAccess['settings'] = [
  ['credential.helper', ''],
  // No login to the domain (Kerberos, NTLM) of whoever runs Homeport either.
  ['http.emptyAuth', 'false'],
]

function nobodysEnvironment(home: string, config: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_GLOBAL: config,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_SSH_COMMAND: NOBODYS_SSH,
    GIT_SSH_VARIANT: 'ssh',
    SSH_AUTH_SOCK: '',
    ...(process.platform === 'win32' ? { USERPROFILE: home } : {}),
  }
}

/** Who commits, how files are written, which certificates count, and what a person calls their repositories’ habits. */
const HARMLESS =
  /^(?:user\.(?:name|email)|safe\.directory|init\.defaultbranch|pull\.(?:ff|rebase)|push\.default|merge\.conflictstyle|core\.(?:autocrlf|eol|safecrlf|longpaths|symlinks|filemode|ignorecase|precomposeunicode|protectntfs|protecthfs)|filter\.lfs\.(?:clean|smudge|process|required)|http\.(?:.*\.)?(?:sslbackend|sslcainfo|sslcapath|schannelcheckrevoke|schannelusesslcainfo|proxy))$/

function isHarmless({ key, value }: Configured): boolean {
  return HARMLESS.test(key) && !(key.endsWith('.proxy') && value.includes('@'))
}

/** As git-config(1) reads it. */
function configText(settings: readonly Configured[]): string {
  return settings
    .map(({ key, value }) => {
      const [section, name] = [key.slice(0, key.indexOf('.')), key.slice(key.lastIndexOf('.') + 1)]
      const between = key.slice(section.length + 1, -name.length - 1)
      return `[${section}${between === '' ? '' : ` ${inQuotes(between)}`}]\n\t${name} = ${inQuotes(value)}\n`
    })
    .join('')
}

function inQuotes(text: string): string {
  return `"${text.replace(/[\\"]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"`
}
