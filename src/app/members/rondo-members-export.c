/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing the members to a file that the user chooses. */
#include "config.h"

#include "rondo-members-export.h"

#include "rondo-member-export.h"
#include "rondo-overviews.h"
#include "rondo-save-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static GBytes *
write_members (GPtrArray *overviews, gboolean hides_avoids)
{
  g_autoptr (GPtrArray) members =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_free);
  char *text = NULL;

  for (guint i = 0; i < overviews->len; i++) {
    const RondoMember *found = ((const RondoMemberOverview *)overviews->pdata[i])->member;
    RondoMember *member = NULL;

    if (found->about.merged_into != NULL)
      continue;
    member = rondo_member_copy (found);
    /* Whom somebody avoids is for the matching alone. */
    if (hides_avoids)
      g_ptr_array_set_size (member->wishes->avoids, 0);
    g_ptr_array_add (members, member);
  }
  text = rondo_members_export (members);
  return g_bytes_new_take (text, strlen (text));
}

void
rondo_members_export_start (GtkWidget *from, GPtrArray *overviews, gboolean hides_avoids)
{
  g_autoptr (GBytes) csv = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (overviews != NULL);

  csv = write_members (overviews, hides_avoids);
  /* Translators: the last one is the name of a file */
  rondo_save_file (from, _ ("Export Members"), _ ("Members.csv"), csv);
}
