import type { MessageBoxOptions, MessageBoxReturnValue, OpenDialogOptions, OpenDialogReturnValue } from 'electron'
import type { DialogPart, ParentPart } from '../electronWindow.ts'

/** The system's dialogs, in front of the window in use. */
export interface Dialogs extends Pick<DialogPart, 'showErrorBox'> {
  showMessageBox(options: MessageBoxOptions): Promise<MessageBoxReturnValue>
  showOpenDialog(options: OpenDialogOptions): Promise<OpenDialogReturnValue>
}

/** A dialog without a parent may open behind other windows; a dialog with a hidden parent is hidden too. */
export function dialogsOver(dialog: DialogPart, parent: () => ParentPart | null): Dialogs {
  const visible = () => {
    const window = parent()
    return window !== null && !window.isDestroyed() && window.isVisible() && !window.isMinimized() ? window : null
  }
  return {
    showMessageBox: (options) => {
      const window = visible()
      return window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options)
    },
    showOpenDialog: (options) => {
      const window = visible()
      return window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options)
    },
    showErrorBox: (title, content) => dialog.showErrorBox(title, content),
  }
}
