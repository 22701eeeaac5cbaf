import type { Plugin } from 'vite'

/**
 * Leaves modules out of the page that a library pulls in and the page never calls. Their exports stay, as functions
 * that do nothing.
 */
export function leaveOut(modules: RegExp): Plugin {
  return {
    name: 'homeport-leave-out',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: modules },
      handler: (code) => {
        const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => `nothing as ${name}`)
        return { code: `const nothing = () => undefined\nexport { ${names.join(', ')} }\n`, map: null }
      },
    },
  }
}

/** A `summary` of a row, in one piece or in several. */
const summary = /\bsummary:\s*(?:(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*\+?\s*)+,/g

/**
 * Leaves the sentences out of the table of operations that only the server's API description tells: 2 KB less before a
 * conversation shows.
 */
export function leaveOutSummaries(): Plugin {
  return {
    name: 'homeport-leave-out-summaries',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/shared\/operations\/\w+\.ts$/ },
      handler: (code) => ({ code: code.replace(summary, ''), map: null }),
    },
  }
}
