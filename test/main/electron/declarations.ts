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
const owners =
  `App AutoUpdater BaseWindow BaseWindowConstructorOptions BrowserWindow Clipboard CommandLine ContextMenuParams
  CustomScheme Dialog FindInPageOptions ForkOptions IpcMain LoginItemSettings LoginItemSettingsOptions Menu
  MenuItemConstructorOptions MessageBoxOptions NativeTheme Notification NotificationConstructorOptions OpenDialogOptions
  PowerMonitor PowerSaveBlocker Privileges Protocol RelaunchOptions Screen Session Settings Shell Tray UtilityProcess View
  WebContents WebContentsView WebFrameMain WebPreferences`.split(/\s+/)

/** All of them, from Electron's own declarations. */
export function readDeclarations(): Declaration[] {
  const file = path.join(import.meta.dirname, '../../../node_modules/electron/electron.d.ts')
  return declarationsIn(readFileSync(file, 'utf8')).filter(({ owner }) => owners.includes(owner))
}

/** The file is generated: owners are indented by two, their members by four, each after its comment. */
export function declarationsIn(text: string): Declaration[] {
  const blocks = text.matchAll(/^ {2}(?:class|interface) (\w+)[^\n]*\{\n([\s\S]*?)^ {2}\}/gm)
  return [...blocks].flatMap(([, owner = '', body = '']) => membersIn(body).map((member) => ({ owner, ...member })))
}

function membersIn(body: string): Omit<Declaration, 'owner'>[] {
  const found: Omit<Declaration, 'owner'>[] = []
  let comment = ''
  let member = ''
  for (const line of body.split('\n')) {
    if (member === '' && /^ {4}(?:\/\*\*| \*)/.test(line)) {
      comment = line.includes('/**') ? line : `${comment}\n${line}`
      continue
    }
    member = `${member} ${line.trim()}`.trim()
    if (isWhole(member)) {
      const whole = member.replaceAll(/\/\*\*.*?\*\/ ?/g, '')
      found.push({ name: nameOf(whole), text: whole, platforms: platformsIn(comment) })
      member = ''
      comment = ''
    }
  }
  return found.filter(({ name }) => name !== '')
}

function isWhole(member: string): boolean {
  const opened = member.match(/[({[]/g)?.length ?? 0
  const closed = member.match(/[)}\]]/g)?.length ?? 0
  return opened <= closed && /^\/\/|[;}]$/.test(member)
}

/** Events are told by `on`; the rest of their listeners say the same. */
function nameOf(member: string): string {
  const [, event] = /^on\(event: ('[\w-]+')/.exec(member) ?? []
  const [, name = ''] = /^(?:static |readonly )*(\w+)[?]?[(:<]/.exec(member) ?? []
  const isListener = /^(?:on|off|once|addListener|removeListener)\(event: /.test(member)
  return event ?? (isListener ? '' : name)
}

function platformsIn(comment: string): string[] {
  return /@platform ([\w,]+)/.exec(comment)?.[1]?.split(',') ?? []
}
