import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'

/** Whether Tailscale is on this machine: up with an address, installed, or not there. */
export type TailscaleState =
  | { readonly kind: 'up'; readonly address: string }
  | { readonly kind: 'installed' }
  | { readonly kind: 'absent' }

/** Looks for its program where its installers put it. Starts nothing. */
export async function isTailscaleInstalled(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  for (const file of tailscalePrograms(platform, env)) {
    try {
      await access(file, constants.X_OK)
      return true
    } catch {
      // The next candidate.
    }
  }
  return false
}

export function tailscalePrograms(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  const paths = platform === 'win32' ? path.win32 : path.posix
  const name = platform === 'win32' ? 'tailscale.exe' : 'tailscale'
  const inPath = (env['PATH'] ?? env['Path'] ?? '').split(paths.delimiter).filter((folder) => folder !== '')
  const usual = {
    win32: [paths.join(env['ProgramFiles'] ?? 'C:\\Program Files', 'Tailscale')],
    darwin: ['/Applications/Tailscale.app/Contents/MacOS', '/opt/homebrew/bin', '/usr/local/bin'],
  }
  const more = platform === 'win32' || platform === 'darwin' ? usual[platform] : ['/usr/bin', '/usr/local/bin']
  return [
    ...[...inPath, ...more].map((folder) => paths.join(folder, name)),
    // The program of the Mac's app is called like the app.
    ...(platform === 'darwin' ? ['/Applications/Tailscale.app/Contents/MacOS/Tailscale'] : []),
  ]
}

/** What to type so that the machine is in a Tailscale; empty when it is. */
export function tailscaleCommands(state: TailscaleState, platform: NodeJS.Platform): string[] {
  const up = platform === 'linux' ? 'sudo tailscale up' : 'tailscale up'
  switch (state.kind) {
    case 'up':
      return []
    case 'installed':
      return [up]
    case 'absent':
      return [...install[platform === 'darwin' || platform === 'win32' ? platform : 'linux'], up]
  }
}

const install = {
  linux: ['curl -fsSL https://tailscale.com/install.sh | sh'],
  darwin: ['brew install --cask tailscale'],
  win32: ['winget install tailscale.tailscale'],
} as const
