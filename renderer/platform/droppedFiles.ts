/**
 * A file that is dropped on the page never takes the page's place, as a browser would have it. `onFiles` is told of
 * one that nothing on the page takes. Fields still take dropped text.
 */
export function keepDroppedFiles(onFiles: () => void): void {
  window.addEventListener('dragover', (event) => {
    if (bringsFiles(event) && !event.defaultPrevented) {
      event.preventDefault()
    }
  })
  window.addEventListener('drop', (event) => {
    if (bringsFiles(event) && !event.defaultPrevented) {
      event.preventDefault()
      onFiles()
    }
  })
}

function bringsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}
