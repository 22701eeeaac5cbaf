import type { MenuItemConstructorOptions } from 'electron'
import type { MenuPart } from '#main/electronWindow.ts'

/** A menu that remembers what it was made of; `press` clicks an item by its label, at any depth. */
export class MenuDouble implements MenuPart {
  readonly template: readonly MenuItemConstructorOptions[]
  readonly #onPopup: (menu: MenuDouble) => void

  /** @throws Error when Electron would refuse an item. */
  constructor(template: readonly MenuItemConstructorOptions[], onPopup: (menu: MenuDouble) => void = () => {}) {
    flat(template).forEach(assertItem)
    this.template = template
    this.#onPopup = onPopup
  }

  popup(): void {
    this.#onPopup(this)
  }

  /** Every role, at any depth. */
  roles(): string[] {
    return flat(this.template).flatMap(({ role }) => (role === undefined ? [] : [role]))
  }

  /** Every label, at any depth, that can be seen. */
  labels(): string[] {
    return flat(this.template).flatMap(({ label, visible }) =>
      label === undefined || visible === false ? [] : [label],
    )
  }

  /** @throws Error when there is no such item, or it is disabled. */
  press(label: string): void {
    const item = flat(this.template).find((candidate) => candidate.label === label)
    if (item?.click === undefined || item.enabled === false) {
      throw new Error(`The menu has no “${label}” that can be pressed: ${this.labels().join(', ')}`)
    }
    ;(item.click as () => void)()
  }
}

function flat(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
}

/** The roles that this program may use; Electron refuses names that are none. */
const roles = new Set(
  `about services hide hideOthers unhide close undo redo cut copy paste delete selectAll reload resetZoom zoomIn zoomOut
  togglefullscreen windowMenu`.split(/\s+/),
)

const types = new Set(['normal', 'separator', 'submenu', 'checkbox', 'radio', 'header', 'palette'])

function assertItem({ label, role, type, accelerator, submenu }: MenuItemConstructorOptions): void {
  if (label === undefined && role === undefined && type === undefined) {
    throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
  }
  if (role !== undefined && !roles.has(role)) {
    throw new Error(`Unknown menu item role ${role}`)
  }
  if (type !== undefined && !types.has(type)) {
    throw new Error(`Unknown menu item type: ${type}`)
  }
  if (type === 'submenu' && submenu === undefined) {
    throw new Error('Invalid submenu')
  }
  if (accelerator !== undefined && !/^(?:(?:CommandOrControl|Shift|Alt)\+)+(?:[A-Z,]|F\d+)$/.test(accelerator)) {
    throw new Error(`Invalid accelerator ${accelerator}`)
  }
}
