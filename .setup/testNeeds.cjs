'use strict'

/** What the projects of the tests (testProjects.ts) need to be there before they run. */
const needs = {
  unit: [],
  gateway: ['build'],
  process: ['build', 'keyring', 'ssh-server', 'authority', 'engines'],
  browser: ['build', 'browser'],
  torture: ['build'],
}

/**
 * What `npm test -- …` needs: everything, or only what the projects need that are named by `--project NAME`. A name
 * that is none of ours (vitest takes patterns) may mean any of them.
 */
function testNeeds(args) {
  const named = projectsIn(args)
  const isKnown = named.length > 0 && named.every((name) => name in needs)
  const wanted = isKnown ? named : Object.keys(needs)
  return Array.from(new Set([].concat(...wanted.map((name) => needs[name]))))
}

function projectsIn(args) {
  const named = []
  args.forEach(function (arg, index) {
    if (arg === '--project') {
      named.push(args[index + 1] || '')
    } else if (arg.startsWith('--project=')) {
      named.push(arg.slice('--project='.length))
    }
  })
  return named
}

module.exports = { testNeeds }
