import path from 'node:path'
import type { EditorId } from '#shared/operations/editor.ts'

/** A program that was found, and how it opens a folder. */
export interface FoundEditor {
  readonly editor: EditorId
  readonly name: string
  readonly command: string
  /** Before the folder. */
  readonly args: readonly string[]
}

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string>>
  /** Whether there is a file, or a folder of a program, that this user may use. */
  readonly exists: (file: string) => boolean
}

interface Known {
  readonly editor: EditorId
  readonly name: string
  /** On the person's PATH, on Linux and macOS. */
  readonly commands: readonly string[]
  /** The program's name on macOS. */
  readonly app: string
  /** Below a folder of programs, on Windows: what PATH leads to there are scripts, which need a shell. */
  readonly windows: readonly string[]
}

const known: readonly Known[] = [
  {
    editor: 'vscode',
    name: 'VS Code',
    commands: ['code'],
    app: 'Visual Studio Code',
    windows: [String.raw`Microsoft VS Code\Code.exe`],
  },
  { editor: 'cursor', name: 'Cursor', commands: ['cursor'], app: 'Cursor', windows: [String.raw`cursor\Cursor.exe`] },
  { editor: 'zed', name: 'Zed', commands: ['zed', 'zeditor'], app: 'Zed', windows: [String.raw`Zed\Zed.exe`] },
  {
    editor: 'jetbrains',
    name: 'JetBrains IDE',
    commands: ['idea', 'webstorm', 'pycharm', 'goland', 'rustrover', 'clion', 'phpstorm', 'rubymine'],
    app: 'IntelliJ IDEA',
    windows: [String.raw`IntelliJ IDEA\bin\idea64.exe`],
  },
]

/** The programs that can show a folder on this machine's own screen; none where it has no screen. */
export function findEditors(around: Surroundings): FoundEditor[] {
  const editors = known.flatMap((one) => {
    const found = programOf(one, around)
    return found === null ? [] : [{ editor: one.editor, name: one.name, ...found }]
  })
  const files = fileManager(around)
  return hasScreen(around) ? [...editors, ...files] : []
}

function hasScreen({ platform, env }: Surroundings): boolean {
  return platform === 'win32' || platform === 'darwin' || (env['DISPLAY'] ?? env['WAYLAND_DISPLAY'] ?? '') !== ''
}

function programOf(one: Known, around: Surroundings): Pick<FoundEditor, 'command' | 'args'> | null {
  const { platform, env, exists } = around
  if (platform === 'win32') {
    const roots = [path.win32.join(env['LOCALAPPDATA'] ?? '', 'Programs'), env['ProgramFiles'] ?? '']
    const files = roots
      .filter((root) => path.win32.isAbsolute(root))
      .flatMap((root) => one.windows.map((file) => path.win32.join(root, file)))
    const command = files.find(exists)
    return command === undefined ? null : { command, args: [] }
  }
  const command = onPath(one.commands, around)
  if (command !== null) {
    return { command, args: [] }
  }
  const isApp = platform === 'darwin' && exists(`/Applications/${one.app}.app`)
  return isApp ? { command: '/usr/bin/open', args: ['-a', one.app] } : null
}

function fileManager(around: Surroundings): FoundEditor[] {
  const { platform, env } = around
  if (platform === 'darwin') {
    return [{ editor: 'files', name: 'Finder', command: '/usr/bin/open', args: [] }]
  }
  if (platform === 'win32') {
    const command = path.win32.join(env['SystemRoot'] ?? String.raw`C:\Windows`, 'explorer.exe')
    return [{ editor: 'files', name: 'Explorer', command, args: [] }]
  }
  const command = onPath(['xdg-open'], around)
  return command === null ? [] : [{ editor: 'files', name: 'File manager', command, args: [] }]
}

/** Absolute folders alone: an empty or a relative one would mean wherever the program runs. */
function onPath(commands: readonly string[], { env, exists }: Surroundings): string | null {
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/'))
  return commands.flatMap((command) => folders.map((folder) => `${folder}/${command}`)).find(exists) ?? null
}
