'use strict'
const path = require('path')

/** The checkout. */
const root = path.join(__dirname, '..')

/** A path inside the checkout. */
function inRoot(...parts) {
  return path.join(root, ...parts)
}

module.exports = { root, inRoot }
