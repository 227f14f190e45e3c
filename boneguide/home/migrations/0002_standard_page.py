import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', wagtail.fields.RichTextField()),
                ('tells_how_we_work', models.BooleanField(default=False, help_text='Every article leads to this page from “How we reviewed this article”, as the place that says how to report a mistake. It has to be shown in menus.', verbose_name='tells how we work')),
            ],
            options={
                'verbose_name': 'plain page',
            },
            bases=('wagtailcore.page', models.Model),
        ),
    ]
