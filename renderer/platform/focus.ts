/**
 * Whether a field that appears may take the focus: nothing has it, or only the link that led here. What a person does
 * meanwhile is not interrupted.
 */
export function mayTakeFocus(): boolean {
  return ['BODY', 'A'].includes(document.activeElement?.tagName ?? 'BODY')
}
