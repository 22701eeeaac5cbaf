/** Where the program is on a Linux desktop. */
export interface LinuxContext {
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  /** The program's own file. */
  readonly execPath: string
}

/** The file to start. An AppImage is mounted at a new path at each start; APPIMAGE names its own file. */
export function programFile({ env, execPath }: LinuxContext): string {
  return env['APPIMAGE'] || execPath
}

/**
 * The keys of an entry that name the program, quoted and escaped as the Desktop Entry Specification requires. `TryExec`
 * makes desktops ignore an entry whose program is gone.
 */
export function programKeys(program: string, args: string): { readonly Exec: string; readonly TryExec: string } {
  const quoted = program
    .replaceAll(/["`$\\]/g, String.raw`\$&`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
  return { Exec: `"${quoted}" ${args}`, TryExec: program.replaceAll('\\', '\\\\') }
}

/** An entry's text. */
export function entryText(keys: Readonly<Record<string, string>>): string {
  return ['[Desktop Entry]', ...Object.entries(keys).map(([key, value]) => `${key}=${value}`), ''].join('\n')
}

/** The text with these keys set in its first group; all other lines are kept. */
export function withKeys(text: string, keys: Readonly<Record<string, string>>): string {
  const [group = '[Desktop Entry]', ...others] = text.split(/^(?=\[)/m).filter((part) => part.startsWith('['))
  const names = Object.keys(keys)
  const [heading = '', ...lines] = group.split('\n')
  const kept = lines.filter((line) => line !== '' && !names.includes(line.split('=')[0]?.trim() ?? ''))
  const set = Object.entries(keys).map(([key, value]) => `${key}=${value}`)
  return [[heading, ...kept, ...set, ''].join('\n'), ...others].join('\n')
}

/** Whether the desktop ignores an entry: GNOME and the specification each have a key for it. */
export function isSwitchedOff(text: string): boolean {
  return /^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(text)
}
