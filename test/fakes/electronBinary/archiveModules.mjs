import { isBuiltin, registerHooks } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Lets `import` and `require` find modules in the archive: by path, and by name in its `node_modules`. */
export function loadFromArchive(archive) {
  registerHooks({
    resolve: (specifier, context, next) => {
      const place = isBuiltin(specifier) ? null : placeOf(archive, specifier, context.parentURL)
      return place === null ? next(specifier, context) : { url: pathToFileURL(place).href, shortCircuit: true }
    },
    load: (url, context, next) => {
      const place = url.startsWith('file:') ? fileURLToPath(url) : ''
      if (!archive.find(place)) {
        return next(url, context)
      }
      return { format: formatOf(archive, place), source: archive.read(place), shortCircuit: true }
    },
  })
}

/** null: it is none of the archive's. */
function placeOf(archive, specifier, parentURL) {
  const parent = parentURL?.startsWith('file:') ? fileURLToPath(parentURL) : null
  if (specifier.startsWith('file:') || path.isAbsolute(specifier)) {
    return fileAt(archive, specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier)
  }
  if (parent === null || archive.find(parent) === undefined) {
    return null
  }
  if (specifier.startsWith('.')) {
    return fileAt(archive, path.resolve(path.dirname(parent), specifier))
  }
  return fileAt(archive, path.join(archive.file, 'node_modules', specifier))
}

function fileAt(archive, place) {
  const node = archive.find(place)
  if (node?.size !== undefined) {
    return place
  }
  const main = node?.files?.['package.json'] === undefined ? 'index.js' : packageAt(archive, place).main
  const candidates = [`${place}.js`, `${place}.json`, path.join(place, main ?? 'index.js')]
  return candidates.find((one) => archive.find(one)?.size !== undefined) ?? null
}

function formatOf(archive, place) {
  const named = { '.cjs': 'commonjs', '.mjs': 'module', '.json': 'json', '.node': 'addon' }[path.extname(place)]
  return named ?? (nearestPackage(archive, path.dirname(place)).type === 'module' ? 'module' : 'commonjs')
}

function nearestPackage(archive, folder) {
  const isThere = archive.find(path.join(folder, 'package.json'))?.size !== undefined
  return isThere
    ? packageAt(archive, folder)
    : folder === archive.file
      ? {}
      : nearestPackage(archive, path.dirname(folder))
}

function packageAt(archive, folder) {
  return JSON.parse(archive.read(path.join(folder, 'package.json')).toString('utf8'))
}
