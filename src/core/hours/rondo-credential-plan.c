/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting a log by the rules of a credential. */
#include "config.h"

#include "rondo-credential-plan.h"

#define DAYS_PER_WEEK 7
#define FORECAST_WEEKS_MAX (30 * 52)
#define POINTS_OF_THE_PAST 60
#define MINUTES_PER_HOUR 60

/* All coaching that counts until and with a day. */
typedef struct {
  RondoDate date;
  int64_t total;
  int64_t paid;
} Sum;

typedef struct {
  const RondoPlanInput *input;
  RondoCredentialPlan *plan;
  GArray *sums; /* owned, of Sum, by day */
  int64_t pace_total;
  int64_t pace_paid;
} Count;

static RondoDate
get_application (const RondoPlanInput *input)
{
  RondoDate application = input->settings->application;

  return application != RONDO_DATE_NONE ? application : input->today;
}

static int
compare_sums (gconstpointer a, gconstpointer b)
{
  const Sum *first = a;
  const Sum *second = b;

  return (first->date > second->date) - (first->date < second->date);
}

/* Whether an entry is coaching that counts by the rule; else where its minutes are told. */
static gboolean
counts (Count *count, const RondoLogEntry *entry)
{
  RondoCredentialPlan *plan = count->plan;
  const RondoCredentialRule *rule = plan->rule;
  RondoDate start = count->input->settings->training_start;

  if (entry->activity != RONDO_ACTIVITY_COACHING || entry->date > plan->application)
    return FALSE;
  if (rule->counts_from_training && start != RONDO_DATE_NONE && entry->date < start) {
    plan->before_training += entry->minutes;
    return FALSE;
  }
  if (rule->group_most != RONDO_VALUE_UNKNOWN && entry->group_size > rule->group_most) {
    plan->oversized += entry->minutes;
    return FALSE;
  }
  return TRUE;
}

/* What was given and received in exchange until the application. */
static void
balance (Count *count)
{
  const RondoPlanInput *input = count->input;
  g_autoptr (GArray) given = g_array_new (FALSE, FALSE, sizeof (RondoDayMinutes));
  g_autoptr (GArray) received = g_array_new (FALSE, FALSE, sizeof (RondoDayMinutes));

  g_array_append_vals (received, input->received->data, input->received->len);
  for (guint i = 0; i < input->entries->len; i++) {
    const RondoLogEntry *entry = input->entries->pdata[i];
    RondoDayMinutes day = {entry->date, entry->minutes};

    if (entry->activity == RONDO_ACTIVITY_RECEIVED)
      g_array_append_val (received, day);
    else if (entry->activity == RONDO_ACTIVITY_COACHING &&
             entry->payment == RONDO_PAYMENT_RECIPROCAL)
      g_array_append_val (given, day);
  }
  count->plan->balance = rondo_reciprocity_split (
      given, received, count->plan->application, input->settings->is_balanced);
}

/* The sums by day, and what of it lies in the weeks that make the pace. */
static void
add_up (Count *count)
{
  const RondoPlanInput *input = count->input;
  RondoPaidEdge edge = rondo_paid_edge_find (input->entries, count->plan->balance.paid);
  RondoDate pace_from = input->today - RONDO_PACE_WEEKS * DAYS_PER_WEEK + 1;
  int64_t total = 0, paid = 0;

  count->sums = g_array_new (FALSE, FALSE, sizeof (Sum));
  for (guint i = 0; i < input->entries->len; i++) {
    const RondoLogEntry *entry = input->entries->pdata[i];
    Sum sum = {entry->date, entry->minutes, rondo_log_entry_get_paid (entry, &edge)};

    if (!counts (count, entry))
      continue;
    g_array_append_val (count->sums, sum);
    if (entry->date >= pace_from && entry->date <= input->today) {
      count->pace_total += sum.total;
      count->pace_paid += sum.paid;
    }
  }
  g_array_sort (count->sums, compare_sums);
  for (guint i = 0; i < count->sums->len; i++) {
    Sum *sum = &g_array_index (count->sums, Sum, i);

    sum->total = total += sum->total;
    sum->paid = paid += sum->paid;
  }
}

/* The sums of all days before @date. */
static Sum
get_before (const Count *count, RondoDate date)
{
  guint low = 0, high = count->sums->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (g_array_index (count->sums, Sum, middle).date < date)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 ? g_array_index (count->sums, Sum, low - 1) : (Sum){0};
}

/* The minutes of the days @from to @until. */
static int64_t
get_between (const Count *count, RondoDate from, RondoDate until)
{
  if (until < from)
    return 0;
  return get_before (count, until + 1).total - get_before (count, from).total;
}

/* The first day of @months before @day; 0: of all time. */
static RondoDate
get_first_day (RondoDate day, int months)
{
  return months == 0 ? INT32_MIN : rondo_date_add_months (day, -months);
}

/* @minutes of coaching, of which as many are paid as were in the last weeks, or else in all. */
static int64_t
get_paid_share (const Count *count, int64_t minutes)
{
  Sum all = get_before (count, INT32_MAX);

  if (count->pace_total > 0)
    return minutes * count->pace_paid / count->pace_total;
  return all.total > 0 ? minutes * all.paid / all.total : minutes;
}

/* What the pace adds from the day after today until @day; for recent hours only since @from. */
static int64_t
get_forecast (const Count *count, RondoDate from, RondoDate day)
{
  RondoDate start = MAX (count->input->today, from == INT32_MIN ? from : from - 1);

  return day > start ? count->plan->weekly_minutes * (day - start) / DAYS_PER_WEEK : 0;
}

/* Minutes by an hours requirement on @day, with the forecast. */
static int64_t
get_hours_on (const Count *count, const RondoRequirement *requirement, RondoDate day)
{
  RondoDate from = get_first_day (day, requirement->months);
  int64_t forecast = get_forecast (count, from, day);

  if (requirement->measure == RONDO_MEASURE_PAID_HOURS)
    return get_before (count, day + 1).paid + get_paid_share (count, forecast);
  return get_between (count, from, day) + forecast;
}

static gboolean
is_in_hours (const RondoRequirement *requirement)
{
  return requirement->measure == RONDO_MEASURE_HOURS ||
         requirement->measure == RONDO_MEASURE_PAID_HOURS ||
         requirement->measure == RONDO_MEASURE_RECENT_HOURS;
}

/* A group counts as its largest size, if the rule says so; its named member is one of them. */
static int64_t
count_clients (Count *count, const RondoRequirement *requirement)
{
  const RondoPlanInput *input = count->input;
  g_autoptr (GHashTable) sizes = g_hash_table_new (g_str_hash, g_str_equal);
  RondoDate from = get_first_day (count->plan->application, requirement->months);
  RondoCredentialPlan told = *count->plan;
  GHashTableIter iter;
  gpointer size;
  int64_t clients = 0;

  for (guint i = 0; i < input->entries->len; i++) {
    const RondoLogEntry *entry = input->entries->pdata[i];
    gboolean is_many = count->plan->rule->group_members_are_clients;
    int known;

    if (!counts (count, entry) || entry->date < from || entry->client == NULL)
      continue;
    known = GPOINTER_TO_INT (g_hash_table_lookup (sizes, entry->client));
    g_hash_table_insert (
        sizes, entry->client, GINT_TO_POINTER (MAX (known, is_many ? entry->group_size : 1)));
  }
  g_hash_table_iter_init (&iter, sizes);
  while (g_hash_table_iter_next (&iter, NULL, &size))
    clients += GPOINTER_TO_INT (size);
  count->plan->before_training = told.before_training;
  count->plan->oversized = told.oversized;
  return clients;
}

/* What counts for a measure when the rule does not say it otherwise. */
static guint
get_usual_activities (RondoMeasure measure)
{
  switch (measure) {
  case RONDO_MEASURE_TRAINING_HOURS:
    return 1u << RONDO_ACTIVITY_TRAINING;
  case RONDO_MEASURE_MENTORED_HOURS:
  case RONDO_MEASURE_MENTORED_ALONE_HOURS:
  case RONDO_MEASURE_MENTORED_MONTHS:
    return 1u << RONDO_ACTIVITY_MENTORED;
  case RONDO_MEASURE_SUPERVISED_HOURS:
  case RONDO_MEASURE_SUPERVISED_MONTHS:
    return 1u << RONDO_ACTIVITY_SUPERVISED;
  case RONDO_MEASURE_UNITS_CORE:
    return 1u << RONDO_ACTIVITY_UNITS_CORE;
  case RONDO_MEASURE_UNITS_ETHICS:
    return 1u << RONDO_ACTIVITY_UNITS_ETHICS;
  case RONDO_MEASURE_EDUCATION_HOURS:
    return 1u << RONDO_ACTIVITY_TRAINING | 1u << RONDO_ACTIVITY_UNITS_CORE |
           1u << RONDO_ACTIVITY_UNITS_ETHICS | 1u << RONDO_ACTIVITY_UNITS_RESOURCE;
  default:
    return 1u << RONDO_ACTIVITY_UNITS_CORE | 1u << RONDO_ACTIVITY_UNITS_ETHICS |
           1u << RONDO_ACTIVITY_UNITS_RESOURCE;
  }
}

/* The entries of @activities that lie in the window of @requirement: their minutes, and the days of
 * the first and the last. */
static int64_t
sum_activities (const Count *count,
                const RondoRequirement *requirement,
                guint activities,
                RondoDate *first,
                RondoDate *last)
{
  RondoDate until = count->plan->application;
  RondoDate from = get_first_day (until, requirement->months);
  gboolean is_alone = requirement->measure == RONDO_MEASURE_MENTORED_ALONE_HOURS;
  int64_t minutes = 0;

  *first = INT32_MAX;
  *last = INT32_MIN;
  for (guint i = 0; i < count->input->entries->len; i++) {
    const RondoLogEntry *entry = count->input->entries->pdata[i];

    if ((activities & 1u << entry->activity) == 0 || entry->date < from || entry->date > until ||
        (is_alone && entry->group_size > 1))
      continue;
    minutes += entry->minutes;
    *first = MIN (*first, entry->date);
    *last = MAX (*last, entry->date);
  }
  return minutes;
}

static int64_t
count_activities (const Count *count, const RondoRequirement *requirement)
{
  RondoDate first, last;
  int64_t minutes = 0;

  if (requirement->counts->len == 0)
    return sum_activities (
        count, requirement, get_usual_activities (requirement->measure), &first, &last);
  for (guint i = 0; i < requirement->counts->len; i++) {
    const RondoCount *part = &g_array_index (requirement->counts, RondoCount, i);
    int64_t sum = sum_activities (count, requirement, part->activities, &first, &last);

    minutes += part->most != RONDO_VALUE_UNKNOWN ? MIN (sum, part->most * MINUTES_PER_HOUR) : sum;
  }
  return minutes;
}

/* Whole months from @first to @last. */
static int64_t
count_months (RondoDate first, RondoDate last)
{
  int months = 0;

  while (first <= last && rondo_date_add_months (first, months + 1) <= last)
    months++;
  return months;
}

static int64_t
count_span (const Count *count, const RondoRequirement *requirement)
{
  RondoDate first, last;

  sum_activities (count, requirement, get_usual_activities (requirement->measure), &first, &last);
  return count_months (first, last);
}

static int64_t
count_years (const Count *count)
{
  RondoDate until = count->plan->application;

  if (count->sums->len == 0)
    return 0;
  return count_months (g_array_index (count->sums, Sum, 0).date, until) / 12;
}

static int64_t
get_have (Count *count, const RondoRequirement *requirement)
{
  RondoDate until = count->plan->application;

  switch (requirement->measure) {
  case RONDO_MEASURE_HOURS:
  case RONDO_MEASURE_RECENT_HOURS:
    return get_between (count, get_first_day (until, requirement->months), until);
  case RONDO_MEASURE_PAID_HOURS:
    return get_before (count, until + 1).paid;
  case RONDO_MEASURE_CLIENTS:
    return count_clients (count, requirement);
  case RONDO_MEASURE_EXPERIENCE_YEARS:
    return count_years (count);
  case RONDO_MEASURE_MENTORED_MONTHS:
  case RONDO_MEASURE_SUPERVISED_MONTHS:
    return count_span (count, requirement);
  case RONDO_MEASURE_TOLD:
    return 0;
  default:
    return count_activities (count, requirement);
  }
}

static RondoProgress
get_progress (Count *count, const RondoRequirement *requirement)
{
  gboolean is_hours = rondo_measure_get_unit (requirement->measure) == RONDO_UNIT_MINUTES;
  RondoProgress progress = {.requirement = requirement, .need = requirement->least};

  if (is_hours && requirement->least != RONDO_VALUE_UNKNOWN)
    progress.need *= MINUTES_PER_HOUR;
  progress.have = get_have (count, requirement);
  progress.have_then = is_in_hours (requirement)
                           ? get_hours_on (count, requirement, count->plan->application)
                           : progress.have;
  if (requirement->measure == RONDO_MEASURE_TOLD)
    progress.state = RONDO_PROGRESS_TOLD;
  else if (requirement->least == RONDO_VALUE_UNKNOWN)
    progress.state = RONDO_PROGRESS_UNKNOWN;
  else
    progress.state = progress.have >= progress.need ? RONDO_PROGRESS_MET : RONDO_PROGRESS_SHORT;
  return progress;
}

static gboolean
is_reached_on (const Count *count, RondoDate day)
{
  GPtrArray *requirements = count->plan->rule->requirements;

  for (guint i = 0; i < requirements->len; i++) {
    const RondoRequirement *requirement = requirements->pdata[i];

    if (is_in_hours (requirement) && requirement->least != RONDO_VALUE_UNKNOWN &&
        get_hours_on (count, requirement, day) < (int64_t)requirement->least * MINUTES_PER_HOUR)
      return FALSE;
  }
  return TRUE;
}

static RondoDate
find_reached (const Count *count)
{
  RondoDate today = count->input->today;

  for (int week = 0; week <= FORECAST_WEEKS_MAX; week++)
    if (is_reached_on (count, today + week * DAYS_PER_WEEK))
      return today + week * DAYS_PER_WEEK;
  return RONDO_DATE_NONE;
}

/* Recent hours are those of the window that ends today; some of them are too old later. */
static void
find_falling_out (Count *count)
{
  RondoCredentialPlan *plan = count->plan;

  for (guint i = 0; i < plan->rule->requirements->len; i++) {
    const RondoRequirement *requirement = plan->rule->requirements->pdata[i];
    RondoDate today = count->input->today;

    if (requirement->measure != RONDO_MEASURE_RECENT_HOURS)
      continue;
    plan->window_from = get_first_day (plan->application, requirement->months);
    plan->falling_out = get_between (
        count, get_first_day (today, requirement->months), MIN (plan->window_from - 1, today));
  }
}

static void
add_point (Count *count, RondoDate date)
{
  RondoDate today = count->input->today;
  RondoPlanPoint point = {.date = date, .is_forecast = date > today};

  point.minutes = get_before (count, date + 1).total + get_forecast (count, INT32_MIN, date);
  g_array_append_val (count->plan->points, point);
}

/* The way so far, and on until the hours are reached or the application, whichever is later. */
static void
draw (Count *count)
{
  RondoCredentialPlan *plan = count->plan;
  RondoDate today = count->input->today;
  RondoDate end = MAX (plan->application, today);
  RondoDate first =
      count->sums->len > 0 ? MIN (g_array_index (count->sums, Sum, 0).date, today) : today;

  if (plan->reached != RONDO_DATE_NONE)
    end = MAX (end, plan->reached);
  for (int i = 0; i < POINTS_OF_THE_PAST; i++) {
    RondoDate date = first + (RondoDate)((int64_t)(today - first) * i / POINTS_OF_THE_PAST);

    if (plan->points->len == 0 ||
        date > g_array_index (plan->points, RondoPlanPoint, plan->points->len - 1).date)
      add_point (count, date);
  }
  if (today > first || plan->points->len == 0)
    add_point (count, today);
  if (end > today)
    add_point (count, end);
}

int64_t
rondo_plan_input_get_pace (const RondoPlanInput *input)
{
  RondoDate from = input->today - RONDO_PACE_WEEKS * DAYS_PER_WEEK + 1;
  int64_t minutes = 0;

  for (guint i = 0; i < input->entries->len; i++) {
    const RondoLogEntry *entry = input->entries->pdata[i];

    if (entry->activity == RONDO_ACTIVITY_COACHING && entry->date >= from &&
        entry->date <= input->today)
      minutes += entry->minutes;
  }
  return minutes / RONDO_PACE_WEEKS;
}

RondoCredentialPlan *
rondo_credential_plan_new (const RondoCredentialRule *rule, const RondoPlanInput *input)
{
  RondoCredentialPlan *plan = g_new0 (RondoCredentialPlan, 1);
  Count count = {.input = input, .plan = plan};

  plan->rule = rule;
  plan->today = input->today;
  plan->application = get_application (input);
  plan->window_from = RONDO_DATE_NONE;
  plan->progress = g_array_new (FALSE, FALSE, sizeof (RondoProgress));
  plan->points = g_array_new (FALSE, FALSE, sizeof (RondoPlanPoint));
  plan->needs_training_start =
      rule->counts_from_training && input->settings->training_start == RONDO_DATE_NONE;
  balance (&count);
  add_up (&count);
  plan->weekly_minutes = input->settings->weekly_minutes != RONDO_WEEKLY_AS_BEFORE
                             ? input->settings->weekly_minutes
                             : count.pace_total / RONDO_PACE_WEEKS;
  for (guint i = 0; i < rule->requirements->len; i++) {
    RondoProgress progress = get_progress (&count, rule->requirements->pdata[i]);

    g_array_append_val (plan->progress, progress);
  }
  find_falling_out (&count);
  plan->reached = find_reached (&count);
  draw (&count);
  g_array_unref (count.sums);
  return plan;
}

void
rondo_credential_plan_free (RondoCredentialPlan *plan)
{
  if (plan == NULL)
    return;
  g_array_unref (plan->progress);
  g_array_unref (plan->points);
  g_free (plan);
}
