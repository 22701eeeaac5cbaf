import { spawnSync } from 'node:child_process'

/** How a system is asked which windows of a process people can see; one line of output for each. */
export interface WindowQuery {
  readonly command: string
  readonly args: readonly string[]
}

export function windowQuery(platform: NodeJS.Platform, pid: number): WindowQuery {
  switch (platform) {
    case 'win32':
      return {
        command: 'powershell.exe',
        args: [
          '-NoProfile',
          '-NonInteractive',
          '-Command',
          `Get-Process -Id ${pid} | Where-Object { $_.MainWindowHandle -ne 0 } | ForEach-Object { 'window ' + $_.MainWindowTitle }`,
        ],
      }
    case 'darwin':
      return { command: 'swift', args: ['-e', onScreen(pid)] }
    default:
      return { command: 'xdotool', args: ['search', '--onlyvisible', '--pid', String(pid), '--name', '.'] }
  }
}

/** macOS tells owners and layers to everybody, names only to who was allowed to record the screen. */
function onScreen(pid: number): string {
  return [
    'import CoreGraphics',
    'let all = CGWindowListCopyWindowInfo([.optionOnScreenOnly, .excludeDesktopElements], kCGNullWindowID)',
    'for one in all as? [[String: Any]] ?? [] {',
    `  if one["kCGWindowOwnerPID"] as? Int == ${pid} && one["kCGWindowLayer"] as? Int == 0 { print("window") }`,
    '}',
  ].join('\n')
}

/** How many windows of the process people can see now. @throws Error when this system cannot be asked. */
export function countVisibleWindows(pid: number): number {
  const { command, args } = windowQuery(process.platform, pid)
  const { stdout, error } = spawnSync(command, args, { encoding: 'utf8', windowsHide: true })
  if (error !== undefined) {
    throw new Error(`${command} cannot be run, so nobody knows which windows there are: ${error.message}`)
  }
  return stdout.split('\n').filter((line) => line.trim() !== '').length
}
