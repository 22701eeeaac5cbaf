import type { Terminal } from '@xterm/xterm'
import styles from '@xterm/xterm/css/xterm.css?inline'

/**
 * Opens a terminal in an element. It writes its styles into style elements, which the page's Content-Security-Policy refuses;
 * style sheets of the CSS object model are allowed, so those that it makes while it opens hand their text to one of these.
 */
export function openWithoutInlineStyles(terminal: Terminal, parent: HTMLElement): void {
  adoptOwn()
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement =>
    name === 'style' ? styleSheet() : Document.prototype.createElement.call(document, name, options)
  try {
    terminal.open(parent)
  } finally {
    // The prototype's own again.
    Reflect.deleteProperty(document, 'createElement')
  }
}

let isAdopted = false

/** The style sheet of the package, which travels with its code. */
function adoptOwn(): void {
  if (!isAdopted) {
    isAdopted = true
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    document.adoptedStyleSheets.push(sheet)
    colourSpansByObjectModel()
  }
}

/** Colours beyond the first 256 are written into style attributes of spans, which are refused; the object model's are not. */
function colourSpansByObjectModel(): void {
  HTMLSpanElement.prototype.setAttribute = function (name, value) {
    if (name === 'style') {
      this.style.cssText = value
    } else {
      Element.prototype.setAttribute.call(this, name, value)
    }
  }
}

/** What stands in for a style element, which would be refused even without a text. */
function styleSheet(): HTMLElement {
  const element = Document.prototype.createElement.call(document, 'template')
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets.push(sheet)
  let text = ''
  Object.defineProperty(element, 'textContent', {
    get: () => text,
    set: (css: string) => {
      text = css
      sheet.replaceSync(css)
    },
  })
  const remove = element.remove.bind(element)
  element.remove = () => {
    const at = document.adoptedStyleSheets.indexOf(sheet)
    if (at !== -1) {
      document.adoptedStyleSheets.splice(at, 1)
    }
    remove()
  }
  return element
}
