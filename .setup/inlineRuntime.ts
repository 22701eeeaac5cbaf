import type { Plugin } from 'vite'

const RUNTIME = /rolldown-runtime-[\w-]+\.js/g
const imported = /import\{(?<names>[^}]*)\}from"\.\/rolldown-runtime-[\w-]+\.js";?/g
const exported = /export\{(?<names>[^}]*)\};?\s*$/

/** `a as b` and `a`, as what is taken and how it is called there. */
function namesIn(list: string): { readonly from: string; readonly as: string }[] {
  return list.split(',').map((one) => {
    const [from = '', as = from] = one.split(' as ').map((name) => name.trim())
    return { from, as }
  })
}

const inPage = (name: string) => `__runtime_${name}`

/**
 * Puts the bundler's own few functions into the first file that every page needs. The bundler gives them a file of their own,
 * which costs 1 KB before a conversation shows: headers, and a second start of the compression.
 */
export function inlineRuntime(): Plugin {
  return {
    name: 'homeport-inline-runtime',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
        const runtime = chunks.find(({ fileName }) => new RegExp(RUNTIME.source).test(fileName))
        const page = chunks.find(({ name }) => name === 'react')
        if (runtime === undefined || page === undefined) {
          return
        }
        const pageFile = page.fileName.replace(/^.*\//, '')
        for (const chunk of chunks) {
          chunk.code = (
            chunk === page ? withRuntime(page.code, runtime.code) : fromPage(chunk.code, pageFile)
          ).replaceAll(RUNTIME, pageFile)
          chunk.imports = chunk.imports.map((file) => (file === runtime.fileName ? page.fileName : file))
        }
        delete bundle[runtime.fileName]
        for (const file of Object.values(bundle)) {
          if (file.type === 'asset' && file.fileName.endsWith('.html')) {
            file.source = String(file.source).replaceAll(/^.*rolldown-runtime-[\w-]+\.js.*\n/gm, '')
          }
        }
      },
    },
  }
}

function withRuntime(page: string, runtime: string): string {
  const names = namesIn(exported.exec(runtime)?.groups?.['names'] ?? '')
  const body = runtime.replace(exported, '')
  const object = names.map(({ from, as }) => `${as}:${from}`).join(',')
  const constants = names.map(({ as }) => `${inPage(as)}=__runtime.${as}`).join(',')
  const own = page.replaceAll(imported, (_found, list: string) =>
    namesIn(list)
      .map(({ from, as }) => `const ${as}=${inPage(from)};`)
      .join(''),
  )
  const all = names.map(({ as }) => inPage(as)).join(',')
  return `const __runtime=(()=>{${body};return{${object}}})(),${constants};${own}\nexport{${all}};`
}

function fromPage(code: string, pageFile: string): string {
  return code.replaceAll(imported, (_found, list: string) => {
    const names = namesIn(list).map(({ from, as }) => `${inPage(from)} as ${as}`)
    return `import{${names.join(',')}}from"./${pageFile}";`
  })
}
