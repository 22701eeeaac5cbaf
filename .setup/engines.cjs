'use strict'
const { aptInstall, onPath } = require('./apt.cjs')
const { say } = require('./say.cjs')

/**
 * The browsers of other makes that the main path is walked in: Firefox, and WebKit, which Safari is made of, with a
 * screen that nobody sees. Debian and Ubuntu have them. Where one cannot be had, its test is left out, and says so.
 */
async function obtainEngines() {
  if (process.platform !== 'linux') {
    return
  }
  for (const packages of missingPackages()) {
    say('the tests walk the main path in another browser, which this machine does not have.')
    if (!(await aptInstall(packages))) {
      say('NOT TESTED on this machine: ' + packages.join(', ') + ' could not be installed.')
    }
  }
}

/** Each engine by itself: that one cannot be had keeps nobody from the other. */
function missingPackages() {
  const webkit = [
    ['WebKitWebDriver', 'webkit2gtk-driver'],
    ['Xvfb', 'xvfb'],
  ].filter(([program]) => onPath(program) === null)
  const hasFirefox = onPath('firefox-esr') !== null || onPath('firefox') !== null
  return [hasFirefox ? [] : ['firefox-esr'], webkit.map(([, name]) => name)].filter((packages) => packages.length > 0)
}

module.exports = { obtainEngines }
