import { EventEmitter } from 'node:events'
import type {
  MenuItemConstructorOptions,
  MessageBoxOptions,
  NativeImage,
  NotificationConstructorOptions,
  OpenDialogOptions,
} from 'electron'
import type { MenuPart, NotificationPart, TrayPart } from '#main/electronParts.ts'

/** A menu that remembers what it was made of; `press` clicks an item by its label, at any depth. */
export class MenuDouble {
  readonly template: readonly MenuItemConstructorOptions[]

  constructor(template: readonly MenuItemConstructorOptions[]) {
    this.template = template
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

export class TrayDouble extends EventEmitter implements TrayPart {
  image: NativeImage | string
  toolTip = ''
  menu: MenuDouble | null = null
  #isDestroyed = false

  constructor(image: NativeImage | string) {
    super()
    this.image = image
  }

  setImage(image: NativeImage | string): void {
    this.image = image
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip
  }

  setContextMenu(menu: MenuPart | null): void {
    this.menu = menu as MenuDouble | null
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  destroy(): void {
    this.#isDestroyed = true
  }
}

/** What was shown; `click` and `press` act as the person does. */
export class NotificationDouble extends EventEmitter implements NotificationPart {
  static isSupported = (): boolean => true
  readonly options: NotificationConstructorOptions
  isShown = false

  constructor(options: NotificationConstructorOptions) {
    super()
    this.options = options
  }

  show(): void {
    this.isShown = true
  }

  close(): void {
    this.isShown = false
    this.emit('close')
  }

  click(): void {
    this.emit('click', {})
  }

  /** Presses one of its buttons. @throws Error when it has none of that name. */
  press(text: string): void {
    const actionIndex = (this.options.actions ?? []).findIndex((action) => action.text === text)
    if (actionIndex < 0) {
      throw new Error(`The notification has no button “${text}”.`)
    }
    this.emit('action', { actionIndex })
  }
}

export class PowerSaveBlockerDouble {
  readonly started = new Map<number, string>()
  #last = 0

  start(type: string): number {
    this.#last += 1
    this.started.set(this.#last, type)
    return this.#last
  }

  stop(id: number): boolean {
    return this.started.delete(id)
  }

  isStarted(id: number): boolean {
    return this.started.has(id)
  }
}

/** Answers dialogs as the test says beforehand; a dialog that nobody expects fails the test. */
export class DialogDouble {
  readonly asked: MessageBoxOptions[] = []
  readonly errors: string[] = []
  nextFolder: string | null = null
  #answers: { readonly button: string; readonly remember: boolean }[] = []

  /** The next message box is answered with that button. */
  willAnswer(button: string, { remember = false } = {}): void {
    this.#answers.push({ button, remember })
  }

  showMessageBox = async (...args: unknown[]) => {
    const options = args.at(-1) as MessageBoxOptions
    this.asked.push(options)
    const answer = this.#answers.shift()
    const response = (options.buttons ?? []).indexOf(answer?.button ?? '')
    if (answer === undefined || response < 0) {
      throw new Error(`Nobody expected this dialog: ${options.message}`)
    }
    return { response, checkboxChecked: answer.remember }
  }

  showOpenDialog = async (..._args: unknown[] | [OpenDialogOptions]) => ({
    canceled: this.nextFolder === null,
    filePaths: this.nextFolder === null ? [] : [this.nextFolder],
  })

  showErrorBox = (title: string, content: string): void => {
    this.errors.push(`${title}: ${content}`)
  }
}

/** Only its size and what it was made of are known. */
export function imageDouble(source: string, size = { width: 16, height: 16 }): NativeImage {
  const image: Partial<NativeImage> & { readonly source: string } = {
    source,
    isEmpty: () => false,
    getSize: () => size,
    setTemplateImage: () => {},
  }
  return image as NativeImage
}

export class NativeThemeDouble extends EventEmitter {
  shouldUseDarkColors = false
  shouldUseDarkColorsForSystemIntegratedUI = false
}

export class ClipboardDouble {
  text = ''

  writeText = async (text: string): Promise<void> => {
    this.text = text
  }
}

export class ShellDouble {
  readonly opened: string[] = []
  readonly folders: string[] = []

  openExternal = async (url: string): Promise<void> => {
    this.opened.push(url)
  }

  openPath = async (folder: string): Promise<string> => {
    this.folders.push(folder)
    return ''
  }
}
