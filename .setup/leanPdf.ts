import type { Plugin } from 'vite'

/** Where a module of pdf.js begins in the worker that it comes as, with its name. */
const MODULE = /^;\/\/ (?:CONCATENATED MODULE: )?\.\/(?<name>\S+)/
/** Forms of XFA, which is off, and a decoder with a dictionary of 120 KB for a filter that is in no standard of PDF yet. */
const LEFT_OUT = /^(?:src\/core\/xfa\/|external\/brotli\/)/

const INSTEAD = `
const XFAFactory = { getRichTextAsHtml: () => null };
const BrotliDecode = () => { throw new Error("This filter is not read here."); };
`

/**
 * Leaves out of the worker that reads PDFs what Homeport does not show: a third of what travels. `npm test` fails when a piece
 * of the page is larger than its budget, and when a PDF is not drawn.
 */
export function leanPdf(): Plugin {
  return {
    name: 'homeport-lean-pdf',
    enforce: 'pre',
    transform: {
      filter: { id: /pdfjs-dist[\\/]build[\\/]pdf\.worker\.mjs/ },
      handler(code) {
        const modules = code.split(/\n(?=;\/\/ )/)
        const kept = modules.filter((text) => !LEFT_OUT.test(MODULE.exec(text)?.groups?.['name'] ?? ''))
        if (kept.length === modules.length) {
          throw new Error('The worker of pdf.js is put together in another way now: look at .setup/leanPdf.ts.')
        }
        return { code: INSTEAD + kept.join('\n'), map: null }
      },
    },
  }
}
