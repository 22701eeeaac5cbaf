'use strict'
const path = require('path')
const { root } = require('./root.cjs')

/**
 * The environment as it was before npm put its own into it. Sessions inherit Homeport's environment: npm's settings
 * and this checkout's programs have no business in other people's projects.
 */
function withoutNpm(environment) {
  const clean = {}
  Object.keys(environment).forEach(function (name) {
    const isNpmsNode = name === 'NODE' && environment.NODE === environment.npm_node_execpath
    if (name === 'INIT_CWD' || isNpmsNode || name.startsWith('npm_')) {
      return
    }
    clean[name] = name.toUpperCase() === 'PATH' ? withoutNpmFolders(environment[name]) : environment[name]
  })
  return clean
}

// npm puts node_modules/.bin of the project and of every folder above it first, and its own node-gyp.
function withoutNpmFolders(searchPath) {
  const folders = searchPath.split(path.delimiter)
  return folders.filter((folder) => !isAddedByNpm(folder)).join(path.delimiter)
}

function isAddedByNpm(folder) {
  if (path.basename(folder) === 'node-gyp-bin') {
    return true
  }
  const project = path.dirname(path.dirname(folder))
  const below = path.relative(project, root)
  const isAbove = below.split(path.sep)[0] !== '..' && !path.isAbsolute(below)
  return isAbove && folder.endsWith(path.join('node_modules', '.bin'))
}

/** The environment with a Node's folder first on the search path. */
function withNode(environment, node) {
  const name = Object.keys(environment).find((key) => key.toUpperCase() === 'PATH') || 'PATH'
  const folders = [path.dirname(node)].concat(environment[name] || [])
  return Object.assign({}, environment, { [name]: folders.join(path.delimiter) })
}

/**
 * The environment with a folder where Node stores what it compiled: the tests start hundreds of programs of the same
 * files. Inside the checkout, where nobody else can put code. Not while coverage is measured, which code from a cache would
 * blur (Node's documents, module.enableCompileCache).
 */
function withCompileCache(environment, args) {
  const isMeasured = args.some((arg) => arg.startsWith('--coverage'))
  const cache = { NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'compiled') }
  return isMeasured ? environment : Object.assign(cache, environment)
}

module.exports = { withNode, withoutNpm, withCompileCache }
