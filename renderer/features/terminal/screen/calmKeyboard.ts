/**
 * A phone's keyboard corrects nothing that is typed into a terminal, and the page does not jump: below 16 px a phone zooms
 * into what somebody types in.
 */
export function calmKeyboard(field: HTMLTextAreaElement | undefined): void {
  field?.setAttribute('autocomplete', 'off')
  field?.setAttribute('autocorrect', 'off')
  field?.setAttribute('autocapitalize', 'none')
  field?.setAttribute('spellcheck', 'false')
  field?.style.setProperty('font-size', '16px')
}
