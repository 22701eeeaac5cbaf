'use strict'
const { runQuietly } = require('./child.cjs')
const { withNode } = require('./environment.cjs')

/**
 * Runs the npm that started us, on the given Node. Its errors go to stderr, also when we were started with `--silent`.
 * A promise of whether it ended well.
 */
function runNpm(node, args, cwd) {
  const all = args.concat(['--loglevel=error', '--no-audit', '--no-fund', '--no-update-notifier'])
  const own = process.env.npm_execpath || ''
  const env = npmEnvironment(node)
  if (/npm-cli\.c?js$/.test(own)) {
    return runQuietly(node, [own].concat(all), { cwd: cwd, env: env })
  }
  return runQuietly('npm', all, { cwd: cwd, env: env, shell: process.platform === 'win32' })
}

// Where the outer npm thinks its project is must not leak into an npm that works in another folder.
function npmEnvironment(node) {
  const environment = withNode(process.env, node)
  delete environment.npm_config_local_prefix
  delete environment.npm_config_prefix
  return environment
}

module.exports = { runNpm }
