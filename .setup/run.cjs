'use strict'
const path = require('path')
const { pathToFileURL } = require('url')
const { runAsUs } = require('./child.cjs')
const { withCompileCache, withNode, withoutNpm } = require('./environment.cjs')
const { goals } = require('./goals.cjs')
const { prepare } = require('./prepare.cjs')
const { root } = require('./root.cjs')
const { say, SetupFailed } = require('./say.cjs')

/**
 * `node .setup/run.cjs GOAL [ARGUMENTS]`: the one door of every npm script. Runs on old Node, gets what is missing,
 * then runs the goal's programs on the right Node. The last program gets the arguments.
 */
async function main() {
  const name = process.argv[2]
  const goal = goals[name]
  if (goal === undefined) {
    throw new SetupFailed('there is no goal "' + name + '"; there are ' + Object.keys(goals).join(', ') + '.')
  }
  const args = process.argv.slice(3)
  const node = await prepare(typeof goal.needs === 'function' ? goal.needs(args) : goal.needs)
  const steps = goal.steps.map(resolveStep)
  if (steps.length > 0) {
    steps[steps.length - 1].push(...args)
  }
  return runSteps({
    node: node,
    steps: steps,
    environment: environmentFor({ goal: goal, node: node, args: args }),
    all: goal.all === true,
  })
}

// Tools start `node` by name; the product starts itself by path, and its sessions keep the person's own PATH.
function environmentFor(run) {
  if (run.goal.product) {
    return withoutNpm(process.env)
  }
  const environment = withNode(process.env, run.node)
  return run.goal.compiles ? withCompileCache(environment, run.args) : environment
}

function resolveStep(step) {
  const program = typeof step[0] === 'function' ? step[0]() : path.join(root, step[0])
  return [program].concat(step.slice(1))
}

async function runSteps(run) {
  if (run.steps.length === 1 && run.node === process.execPath) {
    return becomeProgram(run.steps[0], run.environment)
  }
  for (const step of run.steps) {
    const code = await runAsUs(run.node, step, { env: run.environment })
    process.exitCode = process.exitCode || code
    if (code !== 0 && !run.all) {
      return
    }
  }
}

// Already the right Node: no second process waits for the first.
function becomeProgram(step, environment) {
  Object.keys(process.env)
    .filter((name) => !(name in environment))
    .forEach((name) => delete process.env[name])
  Object.assign(process.env, environment)
  process.argv = [process.execPath].concat(step)
  return import(pathToFileURL(step[0]).href)
}

Promise.resolve()
  .then(main)
  .catch(function (error) {
    if (error instanceof SetupFailed) {
      say(error.message)
    } else {
      process.stderr.write(String((error && error.stack) || error) + '\n')
    }
    process.exitCode = 1
  })
