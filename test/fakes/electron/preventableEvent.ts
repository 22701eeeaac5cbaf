/** What Electron hands to listeners that may say no. */
export class PreventableEvent {
  isPrevented = false

  preventDefault(): void {
    this.isPrevented = true
  }
}
