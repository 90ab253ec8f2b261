/* SPDX-License-Identifier: GPL-3.0-or-later
 * What leaves the page of a round: the announcement, certificates, the report. */
#include "config.h"

#include "rondo-round-tell.h"

#include "rondo-announce-dialog.h"
#include "rondo-round-page.h"
#include "rondo-round-paper-dialog.h"
#include "rondo-round-papers.h"
#include "rondo-save-file.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* A paper that is asked for, or being written. */
typedef struct {
  RondoRoundPage *page;
  RondoRoundPaper paper;
  char *round; /* its name */
} Writing;

static Writing *
writing_new (RondoRoundPage *page, RondoRoundPaper paper, const char *round)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->page = g_object_ref (page);
  writing->paper = paper;
  writing->round = g_strdup (round);
  return writing;
}

static void
writing_free (Writing *writing)
{
  g_object_unref (writing->page);
  g_free (writing->round);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

/* What a file is to be called that is asked for. (transfer full) */
static char *
make_name (const Writing *writing)
{
  char *name = NULL;

  switch (writing->paper) {
  case RONDO_ROUND_PAPER_REPORT:
    /* Translators: the name of a file; the name of a round */
    name = g_strdup_printf (_ ("Report of %s.pdf"), writing->round);
    break;
  case RONDO_ROUND_PAPER_ARCHIVE:
    /* Translators: the name of a file; the name of a round */
    name = g_strdup_printf (_ ("Certificates of %s.zip"), writing->round);
    break;
  case RONDO_ROUND_PAPER_CERTIFICATES:
  default:
    /* Translators: the name of a file; the name of a round */
    name = g_strdup_printf (_ ("Certificates of %s.pdf"), writing->round);
    break;
  }
  return g_strdelimit (name, "/\\", '_');
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Writing) writing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rondo_round_papers_write_finish (RONDO_STORE (source), result, &error);
  g_autofree char *name = make_name (writing);

  if (g_cancellable_is_cancelled (rondo_page_get_cancellable (RONDO_PAGE (writing->page))))
    return;
  if (bytes == NULL)
    rondo_toast_show_error (GTK_WIDGET (writing->page), error);
  else
    rondo_save_file (GTK_WIDGET (writing->page), _ ("Save"), name, bytes);
}

static void
chosen_cb (GtkWindow *dialog, gboolean is_letter, Writing *asked)
{
  const RondoRoundOverview *overview = rondo_round_page_get_overview (asked->page);
  RondoPage *page = RONDO_PAGE (asked->page);
  RondoContext *context = rondo_page_get_context (page);
  const RondoRoundPaperOrder order = {.paper = asked->paper,
                                      .is_letter = is_letter,
                                      .today = rondo_context_get_today (context),
                                      .now_us = rondo_context_get_now_us (context)};

  if (overview != NULL)
    rondo_round_papers_write_async (rondo_page_get_store (page),
                                    overview->round->id,
                                    &order,
                                    rondo_page_get_cancellable (page),
                                    written_cb,
                                    writing_new (asked->page, asked->paper, asked->round));
}

static void
asked_free (gpointer data, GClosure *closure)
{
  writing_free (data);
}

static void
ask_paper (GtkWidget *widget, RondoRoundPaper paper, const char *title)
{
  RondoRoundPage *page = RONDO_ROUND_PAGE (widget);
  const RondoRoundOverview *overview = rondo_round_page_get_overview (page);
  GtkWindow *dialog = NULL;

  if (overview == NULL)
    return;
  dialog = rondo_round_paper_dialog_new (rondo_page_get_context (RONDO_PAGE (page)), title);
  g_signal_connect_data (dialog,
                         "chosen",
                         G_CALLBACK (chosen_cb),
                         writing_new (page, paper, overview->round->name),
                         asked_free,
                         0);
  rondo_page_present (RONDO_PAGE (page), dialog);
}

static void
report_action (GtkWidget *widget, const char *name, GVariant *target)
{
  ask_paper (widget, RONDO_ROUND_PAPER_REPORT, _ ("Report"));
}

static void
certificates_action (GtkWidget *widget, const char *name, GVariant *target)
{
  ask_paper (widget, RONDO_ROUND_PAPER_CERTIFICATES, _ ("Certificates"));
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *target)
{
  ask_paper (widget, RONDO_ROUND_PAPER_ARCHIVE, _ ("Certificates in Single Files"));
}

static void
announce_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoRoundPage *page = RONDO_ROUND_PAGE (widget);
  const RondoRoundOverview *overview = rondo_round_page_get_overview (page);

  if (overview != NULL)
    rondo_page_present (
        RONDO_PAGE (page),
        rondo_announce_dialog_new (rondo_page_get_context (RONDO_PAGE (page)), overview));
}

void
rondo_round_tell_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tell.announce", NULL, announce_action);
  gtk_widget_class_install_action (widget_class, "tell.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "tell.certificates", NULL, certificates_action);
  gtk_widget_class_install_action (widget_class, "tell.report", NULL, report_action);
}
