/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the rules that come with Rondo say in sentences, for translators. */
#include "config.h"

#include "rondo-credential.h"

#include <glib/gi18n-lib.h>

/* Those of data/credentials, without the address of the source. */
static const char *const notes[] = {
    N_ ("42 hours in three years, or 40 hours every year."),
    N_ ("Coaching in exchange for coaching is paid up to the hours received: a reading of coaching "
        "schools, not a text of the body."),
    N_ ("Collect 5 items of client feedback within the last 12 months."),
    N_ ("Collect 5 items of client feedback within the last 12 months. No source was found that "
        "confirms this number."),
    N_ ("Counted inside the 40 units."),
    N_ ("Each member of a group counts as a client: an older copy of the article says so."),
    /* xgettext:no-c-format */
    N_ ("Executive scheme: direct reports do not count, and 75 % must be job-related."),
    N_ ("For ACC: 10 hours of mentor coaching, 11 on core competencies and 3 on ethics make 24."),
    N_ ("Have one hour of supervision a quarter."),
    N_ ("Have one hour of supervision a quarter. No source was found that confirms this number."),
    N_ ("Have one hour of supervision for 35 hours of practice, at least one a quarter. No source "
        "was found that confirms this number."),
    N_ ("Have ready: training certificate, experience log on the template of the body, client "
        "references, supervision report, certificates of continuing education."),
    N_ ("Hours count only after the start of coach education: the first course of at least 30 "
        "hours, of which at least 24 hours are on the core competencies."),
    N_ ("Keep a log of continuing education."),
    N_ ("Keep the certificates at least six months after submitting: there are random audits."),
    N_ ("Mentor coaching, supervision, going through assessments and practice inside a training "
        "programme are not client hours."),
    N_ ("Newer pages do not say a number for this level."),
    N_ ("No window for recent hours is listed for MCC."),
    N_ ("One hour is one unit. Resource development counts up to 16 units, mentor coaching given "
        "and received up to 10, supervision given and received up to 10."),
    N_ ("Paid or unpaid, within 18 months before applying."),
    N_ ("Since 2027 the mentor coach holds the ICF Mentor Coach Specialization: MCS-ACC or "
        "MCS-PCC."),
    N_ ("Since 2027 the mentor coach holds the ICF Mentor Coach Specialization: MCS-PCC."),
    N_ ("The exceptions of the pandemic (70 paid hours, 24 months) ended with 2021."),
    N_ ("The log is kept, not submitted; the body asks for it in an audit."),
    N_ ("The numbers are those of an overview sheet of about 2020; newer pages say other things. "
        "Check every number with the Association for Coaching."),
    N_ ("The pages of the body ask for no client hours for a renewal; one blog speaks of "
        "additional coaching hours."),
    N_ ("The tables of the body do not split paid and unpaid hours."),
    N_ ("The three years before the day of the application are counted; a cycle may be applied for "
        "up to 10 months early, with two months of grace."),
    N_ ("Valid for five years."),
    N_ ("Valid for three years."),
    N_ ("Whether members of a group count one by one is not said; here a group counts as one "
        "client."),
    N_ ("Write 5 reflections within the last 12 months."),
    N_ ("Write 5 reflections within the last 12 months. No source was found that confirms this "
        "number."),
    N_ ("You hold or held the PCC credential."),
    N_ ("Your mentor coach holds MCC, and these hours were not used for ACC or PCC."),
    N_ ("Your mentor coach holds a credential at or above the level you seek; one with ACC has "
        "renewed it once."),
};

const char *
rondo_credential_note_describe (const char *note)
{
  g_return_val_if_fail (note != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++) {
    if (g_str_equal (note, notes[i]))
      return _ (notes[i]);
  }
  return note;
}
