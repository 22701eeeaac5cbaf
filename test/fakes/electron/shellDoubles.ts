import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import type { MessageBoxOptions, NativeImage, OpenDialogOptions } from 'electron'
import type { TrayPart } from '#main/electronApi.ts'
import type { MenuPart, ParentPart } from '#main/electronWindow.ts'
import type { MenuDouble } from './menuDouble.ts'

export class TrayDouble extends EventEmitter implements TrayPart {
  image: NativeImage | string
  toolTip = ''
  menu: MenuDouble | null = null
  #isDestroyed = false

  constructor(image: NativeImage | string) {
    super()
    this.image = loaded(image)
  }

  setImage(image: NativeImage | string): void {
    this.image = loaded(image)
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

/** @throws Error as Electron does, when the file is not there. */
function loaded(image: NativeImage | string): NativeImage | string {
  if (typeof image === 'string' ? !existsSync(image) : image.isEmpty()) {
    throw new Error(`Failed to load image from ${typeof image === 'string' ? `path '${image}'` : 'an empty picture'}`)
  }
  return image
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
  readonly picked: OpenDialogOptions[] = []
  /** The windows that the dialogs lay over, in the order of both; null: none. */
  readonly parents: (ParentPart | null)[] = []
  readonly errors: string[] = []
  nextFolder: string | null = null
  #answers: { readonly button: string; readonly remember: boolean }[] = []

  /** The next message box is answered with that button. */
  willAnswer(button: string, { remember = false } = {}): void {
    this.#answers.push({ button, remember })
  }

  showMessageBox = async (...args: unknown[]) => {
    const options = args.at(-1) as MessageBoxOptions
    this.parents.push(parentIn(args))
    this.asked.push(options)
    const answer = this.#answers.shift()
    const response = (options.buttons ?? []).indexOf(answer?.button ?? '')
    if (answer === undefined || response < 0) {
      throw new Error(`Nobody expected this dialog: ${options.message}`)
    }
    return { response, checkboxChecked: answer.remember }
  }

  showOpenDialog = async (...args: unknown[]) => {
    this.parents.push(parentIn(args))
    this.picked.push(args.at(-1) as OpenDialogOptions)
    return { canceled: this.nextFolder === null, filePaths: this.nextFolder === null ? [] : [this.nextFolder] }
  }

  showErrorBox = (title: string, content: string): void => {
    this.errors.push(`${title}: ${content}`)
  }
}

function parentIn(args: readonly unknown[]): ParentPart | null {
  return args.length > 1 ? (args[0] as ParentPart) : null
}

/** Only its size and what it was made of are known; a file that is not there gives an empty picture. */
export function imageFromFile(file: string): NativeImage {
  return imageDouble(file, existsSync(file) ? { width: 16, height: 16 } : { width: 0, height: 0 })
}

/** @throws Error when there are not four bytes for each pixel. */
export function imageFromPixels(pixels: Buffer, size: { width: number; height: number }): NativeImage {
  if (pixels.length !== size.width * size.height * 4) {
    throw new Error('invalid buffer size')
  }
  return imageDouble(`${pixels.length} bytes`, size)
}

function imageDouble(source: string, size: { width: number; height: number }): NativeImage {
  const image: Partial<NativeImage> & { readonly source: string } = {
    source,
    isEmpty: () => size.width === 0,
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
