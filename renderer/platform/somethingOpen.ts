/** A dialog, a menu or a sheet has the keyboard. */
export function isSomethingOpen(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null
}
