import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What electron.d.ts says of one member of a class, an interface or a bag of options. */
export interface Declaration {
  /** `App` */
  readonly owner: string
  /** `quit`, or of an event its name in quotes: `'before-quit'` */
  readonly name: string
  /** On one line. */
  readonly text: string
  /** Where it works; empty: everywhere. In Node's words. */
  readonly platforms: readonly string[]
}

/** Those parts of Electron that the program's slice is made of. */
export const owners = [
  ...['App', 'AutoUpdater', 'BaseWindow', 'BaseWindowConstructorOptions', 'BrowserWindow', 'Clipboard', 'CommandLine'],
  ...[
    'ContextMenuParams',
    'CustomScheme',
    'Dialog',
    'FindInPageOptions',
    'ForkOptions',
    'IpcMain',
    'LoginItemSettings',
  ],
  ...['LoginItemSettingsOptions', 'Menu', 'MenuItemConstructorOptions', 'MessageBoxOptions', 'NativeTheme'],
  ...['Notification', 'NotificationConstructorOptions', 'OpenDialogOptions', 'PowerMonitor', 'PowerSaveBlocker'],
  ...['Privileges', 'Protocol', 'RelaunchOptions', 'Screen', 'Session', 'Settings', 'Shell', 'Tray', 'UtilityProcess'],
  ...['View', 'WebContents', 'WebContentsView', 'WebFrameMain', 'WebPreferences'],
]

/** All of them, from Electron's own declarations. */
export function readDeclarations(): Declaration[] {
  const file = path.join(import.meta.dirname, '../../../node_modules/electron/electron.d.ts')
  return declarationsIn(readFileSync(file, 'utf8')).filter(({ owner }) => owners.includes(owner))
}

/** The file is generated: owners are indented by two, their members by four, each after its comment. Pure. */
export function declarationsIn(text: string): Declaration[] {
  const found: Declaration[] = []
  let owner = ''
  let comment = ''
  let member = ''
  for (const line of text.split('\n')) {
    const [, opened] = /^ {2}(?:class|interface) (\w+)/.exec(line) ?? []
    owner = opened ?? (/^ {2}\}/.test(line) ? '' : owner)
    if (owner === '' || opened !== undefined) {
      continue
    }
    if (member === '' && /^ {4}(?:\/\*\*| \*)/.test(line)) {
      comment = line.includes('/**') ? line : `${comment}\n${line}`
    } else if (member !== '' || /^ {4}\S/.test(line)) {
      member = `${member} ${line.trim()}`.trim()
      if (isWhole(member)) {
        const whole = member.replaceAll(/\/\*\*.*?\*\/ ?/g, '')
        found.push({ owner, ...named(whole), text: whole, platforms: platformsIn(comment) })
        member = ''
        comment = ''
      }
    }
  }
  return found.filter(({ name }) => name !== '')
}

function isWhole(member: string): boolean {
  const depth = [...member].reduce((sum, char) => sum + ('({['.includes(char) ? 1 : ')}]'.includes(char) ? -1 : 0), 0)
  return depth <= 0 && (member.endsWith(';') || member.endsWith('}') || member.startsWith('//'))
}

/** Events are told by `on`; the rest of their listeners say the same. */
function named(member: string): { readonly name: string } {
  const [, event] = /^on\(event: ('[\w-]+')/.exec(member) ?? []
  const [, name = ''] = /^(?:static |readonly )*(\w+)[?]?[(:<]/.exec(member) ?? []
  const isListener = /^(?:on|off|once|addListener|removeListener)\(event: /.test(member)
  return { name: event ?? (isListener ? '' : name) }
}

function platformsIn(comment: string): string[] {
  return /@platform ([\w,]+)/.exec(comment)?.[1]?.split(',') ?? []
}
