// mocha's `spec` reporter, which also leaves the totals in a file for test/run.js.
const { writeFileSync } = require('node:fs')
const { reporters } = require('mocha')

module.exports = class Totals extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    const skipped = []
    runner.on('pending', (test) => {
      skipped.push({ title: test.fullTitle(), reason: test.skipReason ?? 'no reason given' })
    })
    const save = () => {
      const { passes: passed, failures: failed } = this.stats
      const path = process.env.VERITRAIL_TOTALS_FILE
      if (path) writeFileSync(path, JSON.stringify({ passed, failed, skipped }))
    }
    runner.once('end', save)
    // Out of time: what was found out so far counts, and the run has failed.
    process.once('SIGTERM', () => {
      save()
      process.exit(1)
    })
  }
}
