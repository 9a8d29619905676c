/** The fields and the schedule of a chart of milestones, as the definitions of tests have them. */
export const milestoneFields = `    fields:
      due: { type: plannedDate }
      forecast: { type: date, optional: true }
      forecastOn: { type: date, optional: true }
      actual: { type: date, optional: true }
      acknowledgedOn: { type: date, optional: true }
      checkedOn: { type: date, optional: true }
      profile: { type: label }
      owner: { type: role }
      dependsOn: { type: items, optional: true }
    schedule:
      { due: due, forecast: forecast, forecastOn: forecastOn, actual: actual, acknowledgedOn: acknowledgedOn,
        checkedOn: checkedOn, profile: profile, owner: owner, dependsOn: dependsOn, active: [active], achieved: [achieved] }`;
